"""What people concluded of themes where sources were set side by side."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.model import Conclusion
from qualcode.review.placing import Placed


def conclusions(verdicts: Iterable[Placed]) -> tuple[Conclusion, ...]:
    """Return the latest on each theme by each kind of source; an empty one takes it away."""
    latest = {(item.code, item.decision.exact): item.decision for item in verdicts}
    return tuple(
        Conclusion(
            theme=theme,
            by=by,
            verdict=decision.target,
            reason=decision.note,
            coder=decision.coder,
            computed=decision.prefix,
            cells=decision.suffix,
        )
        for (theme, by), decision in sorted(latest.items(), key=lambda pair: pair[0])
        if decision.target
    )
