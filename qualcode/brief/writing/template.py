"""The deck to write into: the client's own template, its slides taken out, or our look."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from qualcode.brief.writing import look
from qualcode.errors import ImportFileError, StudyError
from qualcode.importers import guard, guard_zip
from qualcode.model import Bilingual

MAIN = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
ALIKE = tuple(
    f"application/vnd.openxmlformats-officedocument.presentationml.{kind}.main+xml".encode()
    for kind in ("template", "slideshow")
)
"""What .potx and .ppsx call what is a presentation otherwise."""
LIGHT = 0.3
"""The luminance of a colour from which on white has too little contrast with it."""
USUAL = 28.0
"""Points of a title of which a template says nothing."""
TYPES = "[Content_Types].xml"
OLD = bytes.fromhex("d0cf11e0")
"""How Office files of before 2007 begin, and those with a password."""
BROKEN = ("tệp hỏng hoặc tải về chưa xong", "the file is broken or was not fully downloaded")
OTHER = ("đây không phải tệp PowerPoint", "this is no PowerPoint file")
UNSAFE = (
    "tệp quá lớn khi giải nén, hỏng hay có phần không an toàn",
    "it is too big once unpacked, broken, or holds something unsafe",
)
HAS_VIETNAMESE = frozenset(
    {"arial", "calibri", "calibri light", "cambria", "times new roman", "tahoma", "verdana"}
    | {"segoe ui", "segoe ui light", "segoe ui semibold", "roboto", "open sans", "noto sans"}
    | {"noto serif", "be vietnam", "be vietnam pro", "montserrat", "source sans pro", "inter"}
    | {"trebuchet ms", "georgia", "courier new", "consolas", "candara", "corbel", "constantia"}
    | {"aptos", "aptos display", "dejavu sans", "liberation sans", "lato", "nunito", "arial narrow"}
    | {
        "raleway",
        "merriweather",
        "poppins vietnamese",
        "ibm plex sans",
        "public sans",
        "arial nova",
    }
    | {"carlito", "microsoft sans serif", "palatino linotype", "century schoolbook", "work sans"}
)
"""Fonts that have all of Vietnamese."""


def deck(path: Path | None) -> tuple[Any, tuple[Bilingual, ...]]:
    """Return an empty presentation, and what there is to say of its template.

    Raises:
        StudyError: if the template can't be used, in one line.
    """
    from pptx import Presentation

    if path is None:
        found = Presentation()
        look.dress(found)
        return found, ()
    found = _opened(path)
    if not len(found.slide_masters) or not len(found.slide_layouts):
        raise _unusable(path, "không có bố cục (layout) nào", "it has no slide layouts")
    return found, (*_emptied(found), *_fonts(found))


def fonts(master: Any) -> tuple[str, str]:
    """Return a master's fonts for headings and for text; empty where its theme names none."""
    theme = _theme(master)
    return _latin(theme, "majorFont"), _latin(theme, "minorFont")


def is_light(master: Any, name: str) -> bool:
    """Say whether white can't be read on one of the theme's colours."""
    theme = _theme(master)
    colour = None if theme is None else theme.find(f".//{{*}}clrScheme/{{*}}{name}/*")
    value = "" if colour is None else colour.get("lastClr") or colour.get("val", "")
    if len(value) != len("RRGGBB"):
        return False
    parts = (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (each**2.2 for each in parts)
    luminance: float = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return luminance > LIGHT


def _theme(master: Any) -> Any | None:
    from lxml import etree

    for relation in master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            # The theme comes with a file of others: it may not name entities.
            parser = etree.XMLParser(resolve_entities=False)
            return etree.fromstring(relation.target_part.blob, parser)
    return None


def _latin(theme: Any | None, which: str) -> str:
    found = None if theme is None else theme.find(f".//{{*}}{which}/{{*}}latin")
    return "" if found is None else str(found.get("typeface", ""))


def _opened(path: Path) -> Any:
    from pptx import Presentation

    packed = _as_presentation(path, _checked(path))
    try:
        return Presentation(BytesIO(packed))
    except (KeyError, ValueError, AttributeError, IndexError, SyntaxError, BadZipFile) as cause:
        raise _unusable(path, *BROKEN) from cause


def _checked(path: Path) -> bytes:
    """Return the bytes of a file that is safe to open, or raise what is wrong with it."""
    if not path.is_file():
        raise StudyError.at(
            str(path),
            "không tìm thấy tệp mẫu này; hãy kiểm tra tên tệp và thư mục",
            "there is no such template; check its name and folder",
        )
    if path.stat().st_size > guard_zip.TOTAL_LIMIT:
        raise _unusable(path, *UNSAFE)
    data = guard.read_bytes(path)
    if data.startswith(OLD):
        raise _unusable(
            path, "tệp có mật khẩu hay kiểu cũ (.ppt)", "it has a password, or is an old .ppt"
        )
    if not data.startswith(b"PK"):
        raise _unusable(path, *OTHER)
    try:
        names = ZipFile(BytesIO(data)).namelist()
    except BadZipFile:
        raise _unusable(path, *BROKEN) from None
    if "ppt/presentation.xml" not in names or TYPES not in names:
        raise _unusable(path, *OTHER)
    try:
        guard_zip.check(path, "ppt/presentation")
    except ImportFileError:
        raise _unusable(path, *UNSAFE) from None
    return data


def _as_presentation(path: Path, data: bytes) -> bytes:
    """Return the package, a template or a slide show as the presentation that it is."""
    with ZipFile(BytesIO(data)) as source:
        names = source.namelist()
        types = source.read(TYPES)
        if b"macroEnabled" in types:
            raise _unusable(path, "tệp có macro", "it holds macros")
        if not any(kind in types for kind in ALIKE):
            return data
        for kind in ALIKE:
            types = types.replace(kind, MAIN)
        written = BytesIO()
        with ZipFile(written, "w", ZIP_DEFLATED) as target:
            for name in names:
                target.writestr(name, types if name == TYPES else source.read(name))
    return written.getvalue()


def _emptied(found: Any) -> tuple[Bilingual, ...]:
    """Take the template's own slides out, with what names them; return that it was done."""
    count = len(found.slides)
    ids = found.slides._sldIdLst  # noqa: SLF001 - the library can't take slides out
    for one in list(ids):
        found.part.drop_rel(one.rId)
        ids.remove(one)
    for named in found.part._element.xpath(  # noqa: SLF001 - sections and shows name slides
        "./p:custShowLst | ./p:extLst/p:ext[*[local-name()='sectionLst']]"
    ):
        named.getparent().remove(named)
    if not count:
        return ()
    return (
        Bilingual(
            f"Đã bỏ {count} trang mẫu có sẵn trong tệp mẫu; bố cục và hình nền được giữ.",
            f"Taken out: the template's own {count} slide{'s' if count > 1 else ''}; its layouts "
            "and masters are kept.",
        ),
    )


def _fonts(found: Any) -> tuple[Bilingual, ...]:
    doubted = dict.fromkeys(
        name
        for master in found.slide_masters
        for name in fonts(master)
        if name and not name.startswith("+") and name.casefold() not in HAS_VIETNAMESE
    )
    if not doubted:
        return ()
    listed = ", ".join(doubted)
    return (
        Bilingual(
            f"Giữ phông của tệp mẫu ({listed}), nhưng chưa chắc phông này có đủ chữ tiếng Việt: "
            "hãy xem lại các trang.",
            f"The template's font is kept ({listed}), but it may lack Vietnamese letters: look "
            "through the slides.",
        ),
    )


def _unusable(path: Path, vi: str, en: str) -> StudyError:
    return StudyError.at(
        str(path),
        f"không dùng được làm mẫu: {vi}; hãy mở bằng PowerPoint và lưu thành .pptx",
        f"can't be used as a template: {en}; open it in PowerPoint and save it as .pptx",
    )


def title_size(slide: Any) -> float:
    """Return how large the template writes this slide's title, in points."""
    sizes = _title_style(slide, "sz")
    return int(sizes) / 100 if sizes.isdecimal() else USUAL


def as_shown(slide: Any, words: str) -> str:
    """Return a title's words as the template shows them: some show capitals only."""
    return words.upper() if _title_style(slide, "cap") == "all" else words


def _title_style(slide: Any, what: str) -> str:
    """Return what a slide's layout, else its master, says of the letters of titles."""
    master = slide.slide_layout.slide_master
    kind = "p:nvSpPr/p:nvPr/p:ph[@type='title' or @type='ctrTitle']"
    own = f".//p:sp[{kind}]/p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr/@{what}"
    for place, path in (
        (slide.slide_layout, own),
        (master, own),
        (master, f"./p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/@{what}"),
    ):
        if found := place._element.xpath(path):  # noqa: SLF001 - styles have no words there
            return str(found[0])
    return ""
