"""The report's skeleton: chapters filled with what a study found, annexes complete."""

from qualcode.report.making import document

__all__ = ["document"]
