"""Rows of cases.csv, header lines and file names → cases: who spoke in each transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from unicodedata import normalize

from qualcode.language.normalise import strip_accents
from qualcode.model import Bilingual, Case, Problem, Settings, Severity, Transcript

FILE = "transcripts/cases.csv"
LINE = "__line__"
"""The key under which a row may say where in the file it stands."""

_WITHOUT_TALK = ("survey", "desk_review")

_KEYS: Mapping[str, str] = {
    "type": "loại, loại phỏng vấn, loại hình phỏng vấn, hình thức phỏng vấn, phương pháp",
    "province": "tỉnh, tỉnh/thành phố, tỉnh/thành, tỉnh thành, tỉnh/tp, thành phố",
    "group": "đối tượng, nhóm đối tượng, nhóm, đối tượng phỏng vấn",
    "gender": "giới tính, giới, sex",
    "age": "tuổi, độ tuổi",
    "date": "ngày, ngày phỏng vấn, ngày pv, ngày thảo luận, ngày tln, ngày thực hiện",
    "id": "mã phỏng vấn, mã pv, mã thảo luận, mã tln, mã, mã số, code",
}
_TYPES: Mapping[str, re.Pattern[str]] = {
    "KII": re.compile(r"\b(kii\d*|key informant|cung cap thong tin|nguoi am hieu)\b"),
    "FGD": re.compile(r"\b(tln\d*|fgd\d*|thao luan nhom|focus group)\b"),
    "IDI": re.compile(r"\b(pvs\d*|idi\d*|phong van sau|in depth)\b"),
    "survey": re.compile(r"\b(survey|khao sat|bang hoi|phieu hoi)\b"),
    "desk_review": re.compile(r"\b(desk review|desk research|(ra soat|tong quan) tai lieu)\b"),
}
_CITY = re.compile(r"((tp|thanh pho)\W*)?(hcm|hcmc|sai gon|ho chi minh)( city)?")
_OFFICE = re.compile(r"^(tỉnh|thành phố|tp\.?)\s+", re.IGNORECASE)
_DATES = (
    re.compile(r"(?<!\d)(?P<y>20\d\d)[-./_]?(?P<m>\d\d)[-./_]?(?P<d>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[-./_](?P<m>\d{1,2})[-./_](?P<y>20\d\d|\d\d)(?!\d)"),
    re.compile(
        r"(?<!\d)(?P<d>\d{1,2}) *(th[áa]ng|thg) *(?P<m>\d{1,2})(,| *n[ăa]m)? *(?P<y>20\d\d)"
    ),
)


def cases(
    transcripts: Sequence[Transcript], rows: Sequence[Mapping[str, str]], settings: Settings
) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
    """Return a case for each transcript, and for each source that has none; and the faults."""
    keys = attribute_keys(settings)
    filled = [
        {**row, LINE: row.get(LINE) or str(line)}
        for line, row in enumerate(rows, 2)
        if any(value for key, value in row.items() if key != LINE)
    ]
    if filled and not any("transcript" in row for row in filled):
        return tuple(_case(t, {}, keys) for t in transcripts), (_no_column(),)
    known = {name_key(transcript.name): transcript for transcript in transcripts}
    placed, problems = _place(filled, known, keys)
    talks = [_case(t, placed.get(name_key(t.name), {}), keys) for t in transcripts]
    others = [
        Case(row["transcript"].strip(), attributes([row], keys), has_transcript=False)
        for name, row in placed.items()
        if name not in known
    ]
    missing = [
        _no_row(transcript)
        for transcript, case in zip(transcripts, talks, strict=True)
        if filled and name_key(transcript.name) not in placed
        # A survey's respondents have their own attributes, each.
        if case.get("type") != "survey"
    ]
    return (*talks, *others), (*problems, *missing)


def _place(
    rows: Sequence[Mapping[str, str]], known: Mapping[str, Transcript], keys: Mapping[str, str]
) -> tuple[dict[str, Mapping[str, str]], list[Problem]]:
    """Return the rows by the key of what they tell of, and the rows that can't be used."""
    placed: dict[str, Mapping[str, str]] = {}
    problems = []
    for row in rows:
        name = named(row.get("transcript", ""), known)
        has_talk = attributes([row], keys).get("type") not in _WITHOUT_TALK
        if not name or (has_talk and name not in known):
            problems.append(_unknown(row, known))
        elif name in placed:
            problems.append(_repeated(row, placed[name]))
        else:
            placed[name] = row
    return placed, problems


def _case(transcript: Transcript, row: Mapping[str, str], keys: Mapping[str, str]) -> Case:
    """Return a case with its row's columns, but of its header only the keys that are asked for.

    A header also names people and places: whatever else stands there must reach no deliverable.
    """
    header = {key: value for key, value in transcript.header.items() if name_key(key) in keys}
    sources = [row, header, _from_name(transcript.name)]
    return Case(transcript.name, attributes(sources, keys))


def attributes(sources: Sequence[Mapping[str, str]], keys: Mapping[str, str]) -> dict[str, str]:
    """Return each attribute as the first source that has it gives it, the well-known first."""
    found: dict[str, tuple[str, str]] = {}
    for source in sources:
        for key, value in source.items():
            name = keys.get(name_key(key), key.strip())
            if value.strip() and name_key(key) not in ("transcript", LINE):
                found.setdefault(name_key(name), (name, canonical(name, value.strip())))
    order = [*(name for name in _KEYS if name in found), *found]
    return dict(found[name] for name in dict.fromkeys(order))


def attribute_keys(settings: Settings) -> dict[str, str]:
    """Return the attribute for each way of writing a header key or a column's name."""
    built_in = {name_key(word): name for name in _KEYS for word in (name, *_KEYS[name].split(","))}
    named = built_in | {name_key(key): name for key, name in settings.header.items()}
    return {strip_accents(key): name for key, name in named.items()} | named


def _from_name(name: str) -> dict[str, str]:
    found = {"type": canonical_type(name), "date": _date(name)}
    return {key: value for key, value in found.items() if value}


def canonical(attribute: str, value: str) -> str:
    """Return a value in the form in which cases are compared, or as typed."""
    readers = {
        "type": canonical_type,
        "province": _province,
        "gender": _gender,
        "age": lambda value: re.sub(r"\s*(tuổi|tuoi)$", "", value),
        "date": _date,
    }
    return readers[attribute](value) or value if attribute in readers else value


def canonical_type(value: str) -> str:
    """Return KII, IDI, FGD, survey or desk_review for what a team calls it; empty for others."""
    words = re.sub(r"[\W_]+", " ", strip_accents(value).lower())
    return next((name for name, form in _TYPES.items() if form.search(words)), "")


def fitted(attribute: str, value: str) -> str:
    """Return what all ways of writing one value of an attribute share: PVS and IDI, Nữ and nữ."""
    plain = " ".join(value.casefold().split())
    return canonical(attribute, plain).casefold()


def _province(value: str) -> str:
    name = re.sub(r"\s*[(\[].*?[)\]]", "", value).strip(" .,;")
    if _CITY.fullmatch(strip_accents(name).lower()):
        return "TP. Hồ Chí Minh"
    return _OFFICE.sub("", name)


def _gender(value: str) -> str:
    words = set(re.findall(r"\w+", value.lower()))
    women, men = words & {"nữ", "nu", "female", "women"}, words & {"nam", "male", "men"}
    if (women and men) or re.search(r"hỗn hợp|cả hai|mixed|both", value.lower()):
        return "nam và nữ"
    return "nữ" if women else "nam" if men else ""


def _date(value: str) -> str:
    for match in (form.search(value) for form in _DATES):
        if match:
            year = int(match["y"]) % 100 + 2000
            try:
                return date(year, int(match["m"]), int(match["d"])).isoformat()
            except ValueError:
                continue
    return ""


def name_key(name: str) -> str:
    """Return what two ways of typing one name share."""
    return " ".join(normalize("NFC", name).casefold().split())


def named(typed: str, known: Mapping[str, Transcript]) -> str:
    """Return the key of the file named, which may have a folder and a suffix."""
    name = name_key(typed.replace("\\", "/").rsplit("/", 1)[-1])
    stem = name_key(PurePosixPath(name).stem) if name else ""
    return stem if stem in known and name not in known else name


def _unknown(row: Mapping[str, str], known: Mapping[str, Transcript]) -> Problem:
    typed = row.get("transcript", "").strip()
    if not typed:
        return _problem(row, "hãy ghi tên bản gỡ băng.", "put the transcript's name.")
    likely = "".join(f" {transcript.name}" for transcript in _similar(typed, known))
    vi = f"ý bạn là{likely}?" if likely else "hãy sửa tên ở cột transcript."
    en = f"did you mean{likely}?" if likely else "put the name right in column transcript."
    return _problem(
        row, f"không có bản gỡ băng '{typed}'; {vi}", f"there is no transcript '{typed}'; {en}"
    )


def _similar(typed: str, known: Mapping[str, Transcript]) -> Iterator[Transcript]:
    """Yield the transcript whose name is most like this, if one is."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(named(typed, {}), known.keys(), scorer=fuzz.ratio, score_cutoff=70)
    if best:
        yield known[best[0]]


def _repeated(row: Mapping[str, str], first: Mapping[str, str]) -> Problem:
    name, line = row["transcript"].strip(), first[LINE]
    return _problem(
        row,
        f"'{name}' đã có ở dòng {line}; hãy gộp hai dòng làm một.",
        f"'{name}' is on line {line} already; make one row of the two.",
    )


def _no_column() -> Problem:
    return _problem(
        {LINE: "1"},
        "thiếu cột transcript; hãy thêm cột này và ghi tên tệp của từng bản gỡ băng.",
        "column transcript is missing; add it, with the file name of each transcript.",
    )


def _no_row(transcript: Transcript) -> Problem:
    return Problem(
        transcript.file or transcript.name,
        Bilingual(
            f"chưa có dòng nào trong {FILE}; hãy thêm một dòng.", f"has no row in {FILE}; add one."
        ),
        "warning",
    )


def _problem(row: Mapping[str, str], vi: str, en: str, severity: Severity = "error") -> Problem:
    return Problem(f"{FILE}:{row[LINE]}", Bilingual(vi, en), severity)
