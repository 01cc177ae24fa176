"""What stands at the start of a transcript's lines: labels, times, `Key: value`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.language.normalise import strip_accents
from qualcode.language.speakers import is_name, is_word, listed_role, role_of, speaker_key
from qualcode.model import Role

_SPACE = r"[\t \xa0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"
_WHITE = " \t\n\xa0\u1680\u202f\u205f\u2060\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_TIME = rf"{_CLOCK}(?:{_SPACE}*+(?:-+>|[-–—]){_SPACE}*+{_CLOCK})?"
_LEAD = rf"""(?:
    {_SPACE} | [-–—−•*·+▪‣◦●○■□►➢✓_\#>]  # bullets, bold marks
    | [\[(<]? (?P<before>{_TIME}) [\])>]? (?:{_SPACE}*+\n)?  # a time, also on the line before
    | \(? \d{{1,4}} (?:[.)/]\)? | (?={_SPACE})) | \[\d{{1,4}}\]  # a list number
    )*+"""
_BEHIND = r"\([^()\n]{1,120}\)|\[[^\[\]\n]{1,120}\]"
_NOT_A_TIME = r"(?!(?<=\s\d)[:：]\d\d\b|(?<=\s\d\d)[:：]\d\d\b)"
_LABEL = re.compile(
    rf"""^ (?P<lead>{_LEAD}) [\[(<]?
    (?P<label>[^\W\d_][^\n\t:：()\[\]<>{{}}"“”*|]{{0,39}}?)
    [\])>]? (?P<inner>[*_]*) (?P<behind>(?:{_SPACE}*+(?:{_BEHIND})){{0,2}})
    (?:{_SPACE}*+[,–—-]?{_SPACE}*+\b(?P<after>{_TIME}))? (?P<outer>[*_]*) {_SPACE}*
    (?: {_NOT_A_TIME} (?P<mark>[:：]) (?P<closed>[*_]+(?={_SPACE}|$))?
        (?:{_SPACE}*+[\[(]{_SPACE}*+(?P<inside>{_TIME}){_SPACE}*+[\])])?
      | (?P<tab>\t) | $ )""",
    re.MULTILINE | re.VERBOSE,
)
_HEADER = re.compile(
    rf"(?:[-–•*_#+]|{_SPACE}|\d{{1,2}}[.)/])*+(?P<key>[^\W\d_][^\n:：\t.?!…\"“”]{{0,59}}?)[*_]*{_SPACE}*"
    r"(?:(?!(?<=\d):\d|://)[:：][*_]*|(?P<tab>\t))(?P<value>.*)"
)
_FORM_FIELD = re.compile(
    r"(mã|loại|tỉnh|thành phố|ngày|thời (gian|lượng)|địa (điểm|bàn|chỉ)|nơi|đối tượng|giới|tuổi"
    r"|độ tuổi|số người|thành phần|nghề|công việc|dân tộc|họ|tên|người gỡ|chức|đơn vị|dự án|đề tài"
    r"|thâm niên|huyện|quận|xã|phường|id|code|date|place|province|type|gender|age)\b",
    re.IGNORECASE,
)
_BARE_FORM_FIELD = re.compile(strip_accents(_FORM_FIELD.pattern), re.IGNORECASE)
"""The same as typed without accents."""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands at the start of a line and could name who speaks."""

    start: int
    end: int
    speaker: str
    mark: str
    """What closed it: a colon, a tab, or nothing but the line's end."""
    words: str
    """What follows on the line."""
    time: str = ""
    profile: str = ""
    bold: str = ""
    """Marks that were opened before the label and not closed right behind it."""

    @property
    def has_colon(self) -> bool:
        """Say whether a colon closes it."""
        return self.mark in (":", "：")

    @property
    def key(self) -> str:
        """Return what all labels of this speaker share."""
        return speaker_key(self.speaker)


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A `Key: value` line."""

    key: str
    value: str

    @property
    def is_form_field(self) -> bool:
        """Say whether the key is one that transcripts' forms have, as Mã, Tỉnh, Ngày."""
        return bool(_FORM_FIELD.match(self.key) or _BARE_FORM_FIELD.match(self.key))


def labels(text: str) -> Iterator[Label]:
    """Return every line start that could be a label, in order, whoever it names."""
    return map(_label, _LABEL.finditer(text))


def speaking(text: str, roles: Mapping[str, Role]) -> list[tuple[Label, Role]]:
    """Return the labels that name a speaker, with their roles; `roles` is the user's map."""
    found = list(labels(text))
    roles = {speaker_key(label): role for label, role in roles.items()}
    seen = Counter(label.key for label in found)
    known = {label: role for label in found if (role := _known_role(label, seen, roles))}
    if any(not is_word(label.speaker) for label in known):
        known = {x: known[x] for x in known if not is_word(x.speaker) or x.key in roles}
    known |= _recurring_names(found, known)
    known |= _names_with_time(found, known)
    return [(label, known[label]) for label in found if label in known]


def _known_role(label: Label, seen: Mapping[str, int], roles: Mapping[str, Role]) -> Role | None:
    listed = listed_role(label.speaker, roles)
    if label.has_colon:
        return role_of(label.speaker, roles) if label.words or seen[label.key] > 1 else listed
    if label.mark:
        return listed
    if label.time:
        return role_of(label.speaker, roles)
    is_plain = len(label.key) > 1 and label.speaker != label.speaker.lower()
    is_sure = is_plain and (not label.key[-1].isdigit() or seen[label.key] > 1)
    return listed if is_sure or label.speaker in ("H", "Đ") else None


def _names_with_time(found: Sequence[Label], known: Mapping[Label, Role]) -> dict[Label, Role]:
    """Return names with a time, as recorders write them; who of them asks isn't known."""
    timed = [
        x for x in found if x.time and x.mark != "\t" and x not in known and is_name(x.speaker)
    ]
    return dict.fromkeys(timed, "unknown") if len(timed) > 1 else {}


def _recurring_names(found: Sequence[Label], known: Mapping[Label, Role]) -> dict[Label, Role]:
    """Return the bare names and initials that answer an interviewer again and again."""
    row = [x for x in found if x in known or (x.has_colon and is_name(x.speaker))]
    answered = {label.key for label, role in known.items() if role == "interviewer"}
    while True:
        answers = Counter(
            label.key
            for before, label, after in zip(row, row[1:], [*row[2:], None], strict=False)
            if label not in known and before.key in answered and not _is_respondent(after)
        )
        new = {key for key, times in answers.items() if times > 1} - answered
        if not new:
            return {x: "respondent" for x in row if x not in known and x.key in answered}
        answered |= new


def _is_respondent(label: Label | None) -> bool:
    """Say whether a listed respondent speaks: then the name before was a word of the question."""
    return label is not None and listed_role(label.speaker, {}) == "respondent"


def header_line(line: str) -> HeaderLine | None:
    """Return the key and value of this line, if it has them."""
    match = _HEADER.fullmatch(line)
    if not match:
        return None
    found = HeaderLine(match["key"].strip(), strip(match["value"]))
    return found if found.is_form_field or not match["tab"] else None


def strip(words: str) -> str:
    """Return the words without white space, seen or unseen, on either side."""
    return words.strip(_WHITE)


def _label(match: re.Match[str]) -> Label:
    text, end = match.string, match.end()
    behind = [found[1:-1].strip() for found in re.findall(_BEHIND, match["behind"])]
    times = [found for found in behind if re.fullmatch(_TIME, found)]
    found = next(filter(None, (match["before"], match["after"], *times, match["inside"])), "")
    opened = re.search(r"[*_]*$", match["lead"])
    bold = opened[0] if opened and not (match["inner"] or match["outer"] or match["closed"]) else ""
    if bold and text.startswith(bold, end):
        end, bold = end + len(bold), ""
    line_end = text.find("\n", end)
    return Label(
        match.start(),
        end,
        match["label"].strip(),
        match["mark"] or match["tab"] or "",
        strip(text[end : line_end if line_end >= 0 else None]),
        re.split(r"[^\d:.,]", found)[0],
        "; ".join(found for found in behind if found not in times),
        bold,
    )
