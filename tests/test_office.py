"""What our Office files, and all that they say, have in common."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from typer.testing import CliRunner

from qualcode.cli.commands import app
from qualcode.errors import StudyError
from qualcode.exporters.office import CORE, MADE, timeless
from qualcode.language import attributes
from qualcode.model import Bilingual, joined


def saved(created: datetime) -> bytes:
    document, written = Document(), BytesIO()
    document.core_properties.created = document.core_properties.modified = created
    document.save(written)
    return written.getvalue()


def test_two_files_saved_at_other_times_are_the_same_bytes() -> None:
    first, second = (timeless(saved(datetime(year, 5, 17))) for year in (2024, 2026))  # noqa: DTZ001 - a file has no zone

    assert first == second
    with ZipFile(BytesIO(first)) as packed:
        assert b"2024" not in packed.read(CORE)
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert Document(BytesIO(first)).core_properties.created.replace(tzinfo=None) == MADE


def test_an_attribute_is_called_the_same_in_a_heading_and_in_a_sentence() -> None:
    assert attributes.title("province").en == "Province"
    assert attributes.called("province") == Bilingual("tỉnh, thành", "province")
    assert attributes.called("Xã") == Bilingual("Xã", "Xã")


def test_words_that_are_joined_fall_back_on_the_other_language() -> None:
    parts = (Bilingual("nữ", "women"), Bilingual("Lào Cai", ""))

    assert joined(parts, ", ") == Bilingual("nữ, Lào Cai", "women, Lào Cai")


def test_a_template_that_qualcode_yaml_names_and_is_gone_is_a_fault(folder: Path) -> None:
    for kind, suffix in (("report", ".docx"), ("brief", ".pptx")):
        text = f"coder: Lan\n{kind}: {{template: gone{suffix}}}\n"
        (folder / "qualcode.yaml").write_text(text, encoding="utf-8")
        done = CliRunner().invoke(app, [kind, "--project", str(folder)])

        assert isinstance(done.exception, StudyError)
        assert f"{kind}.template" in str(done.exception)
