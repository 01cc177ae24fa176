"""What our Office files share: a font with all of Vietnamese, languages, no clock's time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from qualcode.model import Language

FONT = "Arial"
LANGUAGES: Mapping[Language, str] = {"vi": "vi-VN", "en": "en-GB"}
"""What a speller calls the language of words."""
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a constant, so that the same study gives the same bytes
CORE = "docProps/core.xml"
"""The part with a file's properties."""
_CLOCK = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def timeless(packed: bytes) -> bytes:
    """Return an Office file without the clock's time, nor that of the workbooks in it."""
    written, made = BytesIO(), MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(BytesIO(packed)) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".xlsx"):
                content = timeless(content)
            elif name == CORE:
                content = _CLOCK.sub(rb"\g<1>" + made, content)
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return written.getvalue()
