"""The rows of a researcher's table as codes: ids, the tree above them, patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode import patterns
from qualcode.codebook import ID
from qualcode.codebook_tools.exchange.imported import Imported, Notes, book_of, same
from qualcode.codebook_tools.exchange.phrases import Reader
from qualcode.codebook_tools.exchange.table import Entry, Rows, entries, quoted_lines
from qualcode.codebook_tools.ids import id_below, slug, unique
from qualcode.language.normalise import strip_accents
from qualcode.model import Bilingual, Code, Rule, Valence

_VALENCES: Mapping[Valence, tuple[str, ...]] = {
    "barrier": ("barrier", "rào cản", "negative", "tiêu cực", "cản trở", "-", "−"),
    "enabler": ("enabler", "thuận lợi", "positive", "tích cực", "thúc đẩy", "+"),
    "neutral": ("neutral", "trung tính", "0", "+/-"),
}
PATTERN = Bilingual("mẫu", "pattern")
UNLESS = Bilingual("phần 'trừ khi' (mã sẽ khớp nhiều hơn)", "exception (so the code matches more)")
_SEPARATORS = re.compile(r"[,;\n]")


@dataclass(slots=True)
class _Tree:
    """Entries with the ids they get; a parent that has no row gets one."""

    entries: list[Entry]
    notes: Notes
    named: dict[str, int] = field(default_factory=dict)
    """What a row may be called (id or label) → its place."""
    parents: dict[int, str] = field(default_factory=dict)
    """Place → what the row says of its parent."""
    ids: dict[str, int] = field(default_factory=dict)
    """Id → place; -1 for a parent without a row."""
    labels: dict[str, str] = field(default_factory=dict)
    """Id of a parent without a row → its name."""
    given: dict[int, str] = field(default_factory=dict)
    renamed: list[tuple[int, str]] = field(default_factory=list)


def read_rows(
    rows: Rows, file: str, notes: Notes, lexicons: Mapping[str, tuple[str, ...]] | None = None
) -> Imported:
    """Return a table's rows as a codebook, with what could not be taken over."""
    found = entries(rows, file, notes)
    nodes, kept = _lexicons(lexicons or {}, notes)
    tree = _Tree(found, notes)
    _name(tree)
    for place in range(len(found)):
        _id(tree, place, ())
    codes = []
    for code_id, place in tree.ids.items():
        if place < 0:
            codes.append(Code(code_id, same(tree.labels[code_id])))
        else:
            codes.append(_code(code_id, found[place], nodes, notes))
    notes.add_each(
        Bilingual("trùng id, nên có thêm số", "this id was taken, so it got a number"), tree.renamed
    )
    return Imported(book_of(codes, file, kept), tuple(notes.found))


def _name(tree: _Tree) -> None:
    """Note what each row is called, and carry a parent down over the cells merged with it."""
    for place, entry in enumerate(tree.entries):
        for said in (entry.text("id"), *(entry.text("label", each) for each in ("", "vi", "en"))):
            if said:
                tree.named.setdefault(_key(said), place)
    parents = [" ".join(entry.text("parent").split()) for entry in tree.entries]
    # Where parents have rows of their own, a blank cell means the top; else it is a merged one.
    is_merged = any(each and _key(each) not in tree.named for each in parents)
    last = ""
    for place, each in enumerate(parents):
        last = each or (last if is_merged else "")
        if last and tree.named.get(_key(last)) != place:
            tree.parents[place] = last


def _id(tree: _Tree, place: int, below: tuple[int, ...]) -> str:
    """Return the id of a row, giving one to each row above it first."""
    if place in tree.given:
        return tree.given[place]
    entry = tree.entries[place]
    above = _parent_id(tree, place, below)
    own = entry.text("id")
    label = entry.text("label", "vi") or entry.text("label") or entry.text("label", "en")
    if ID.fullmatch(own):
        wanted = own if not above or own.startswith(above + ".") else f"{above}.{own}"
    else:
        wanted = id_below(above, own or label)
    given = unique(wanted, tree.ids)
    if given != wanted:
        tree.renamed.append((entry.row, f"{own or label} → {given}"))
    tree.ids[given] = place
    tree.given[place] = given
    return given


def _parent_id(tree: _Tree, place: int, below: tuple[int, ...]) -> str:
    said = tree.parents.get(place, "")
    if not said:
        return ""
    above = tree.named.get(_key(said))
    if above is not None and above in (*below, place):
        tree.notes.add(
            f"nhóm “{said}” lại nằm dưới chính nó, nên mã này được đưa ra ngoài cùng",
            f"the parent “{said}” stands below itself, so this code was put at the top",
            tree.entries[place].row,
        )
        return ""
    if above is not None:
        return _id(tree, above, (*below, place))
    known = next((each for each, name in tree.labels.items() if _key(name) == _key(said)), "")
    if known:
        return known
    new = unique(said if ID.fullmatch(said) and said.isascii() else slug(said), tree.ids)
    tree.ids[new] = -1
    tree.labels[new] = said
    return new


def _code(id: str, entry: Entry, lexicons: Mapping[str, patterns.Node], notes: Notes) -> Code:
    own = entry.text("id")
    label = _bilingual(entry, "label")
    if not (label.vi or label.en):
        label = same(" ".join(own.split()))
    unless = _readable(entry.text("unless").split("\n"), lexicons, entry.row, notes, UNLESS)
    said = dict.fromkeys(_readable(entry.text("patterns").split("\n"), lexicons, entry.row, notes))
    words = [word.strip() for word in _SEPARATORS.split(entry.text("keywords"))]
    reader = Reader()
    said |= reader.patterns((entry.row, word) for word in words if word)
    reader.note(notes)
    return Code(
        id,
        label,
        definition=_bilingual(entry, "definition"),
        include=_bilingual(entry, "include"),
        exclude=_bilingual(entry, "exclude"),
        examples=quoted_lines(entry.text("examples")),
        counter_examples=quoted_lines(entry.text("counter_examples")),
        valence=_valence(entry, notes),
        rules=tuple(Rule("", pattern, unless=unless) for pattern in said),
    )


def _bilingual(entry: Entry, name: str) -> Bilingual:
    both = entry.text(name)
    return Bilingual(entry.text(name, "vi") or both, entry.text(name, "en") or both)


def _valence(entry: Entry, notes: Notes) -> Valence:
    said = entry.text("valence").strip().lower()
    parts = [part.strip() for part in re.split(r"[/\n|]", said)] if said != "+/-" else [said]
    for valence, names in _VALENCES.items():
        if any(part in names for part in parts):
            return valence
    if said:
        notes.add(
            f"chiều “{said}” không rõ là barrier, enabler hay neutral; được đọc là neutral",
            f"“{said}” is not barrier, enabler or neutral; read as neutral",
            entry.row,
        )
    return "neutral"


def _readable(
    texts: Sequence[str],
    lexicons: Mapping[str, patterns.Node],
    row: int,
    notes: Notes,
    kind: Bilingual = PATTERN,
) -> tuple[str, ...]:
    """Return the patterns that can be read, each once; the others are noted."""
    found: dict[str, None] = {}
    for text in filter(None, map(str.strip, texts)):
        try:
            patterns.parse(text, lexicons)
        except patterns.PatternError as error:
            notes.add(
                f"{kind.vi} “{text}” bị bỏ ra: {error.message.vi}",
                f"{kind.en} “{text}” was left out: {error.message.en}",
                row,
            )
        else:
            found[text] = None
    return tuple(found)


def _lexicons(
    lexicons: Mapping[str, tuple[str, ...]], notes: Notes
) -> tuple[dict[str, patterns.Node], dict[str, tuple[str, ...]]]:
    """Return the lexicons that can be read, as patterns need them and as they are written."""
    nodes: dict[str, patterns.Node] = {}
    kept: dict[str, tuple[str, ...]] = {}
    for name in patterns.in_order(lexicons):
        words = _readable(lexicons[name], nodes, 0, notes)
        if words:
            kept[name] = words
            nodes |= {name: patterns.either(tuple(patterns.parse(word, nodes) for word in words))}
    return nodes, {name: kept[name] for name in lexicons if name in kept}


def _key(said: str) -> str:
    return " ".join(strip_accents(said).casefold().split())
