"""Which attributes of cases and people may be shared, and in what form."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qualcode.attribution import general_group
from qualcode.language.bands import band
from qualcode.model import Case, Study

ENGLISH = "_en"
_MONTH = re.compile(r"(\d{4}-\d{2})-\d{2}")
NEEDED = ("type",)
"""What counting rests on, kept whatever qualcode.yaml says."""


def attributes(study: Study, old: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes that may be shared: those kept, an age as a band, a date as a month."""
    keep = {*study.settings.sharing.keep, *NEEDED}
    found: dict[str, str] = {}
    for name, value in old.items():
        if name == "age":
            found[name] = value if "age" in keep else band(value.strip())
        elif name == "date":
            found[name] = value if "date" in keep else "".join(_MONTH.findall(value))
        elif name.removesuffix(ENGLISH) in keep:
            found[name] = value
    if found.get("group") and old.get("type") == "KII":
        # A key informant's post says which office, and so who.
        case = Case("", old)
        found["group"] = general_group(case, "vi")
        if f"group{ENGLISH}" in found:
            found[f"group{ENGLISH}"] = general_group(case, "en")
    return {name: value for name, value in found.items() if value}
