"""A study as one HTML file for who has no qualcode: it needs no network, and reads without scripts.

`page` gives the file's text, `write` puts it in its place.
"""

from __future__ import annotations

from pathlib import Path

from qualcode.model import Study, Tongue
from qualcode.site.making import page

__all__ = ["page", "write"]


def write(study: Study, path: Path, tongue: Tongue = "vi") -> None:
    """Write the page; what was there stays until the new one is whole.

    Raises:
        StudyError: if the file can't be written.
    """
    from qualcode.exporters import replacing

    made = page(study, tongue)
    with replacing(path) as temporary:
        temporary.write_text(made, encoding="utf-8", newline="\n")
