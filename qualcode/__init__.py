"""Qualitative coding of Vietnamese interviews and focus groups."""

__version__ = "0.1.0"
