"""English as messages need it."""


def plural(count: int, noun: str) -> str:
    """Return the noun as it stands behind this number: 1 decision, 2 decisions."""
    return noun if count == 1 else f"{noun}s"
