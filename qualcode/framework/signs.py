"""The signs that begin a line of a cell which no person wrote."""

TO_WRITE = "✎"
"""A hint: what is there to sum up."""
STALE = "↻"
"""A mark: what changed since the summary was written."""
