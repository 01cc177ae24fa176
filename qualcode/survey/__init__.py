"""A survey beside talk: its table → who answered what, its open answers → transcripts, tables."""

from qualcode.survey.reading import read
from qualcode.survey.talking import beside, people, talk

__all__ = ["beside", "people", "read", "talk"]
