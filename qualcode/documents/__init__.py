"""Word documents from plain values: written, filled into a template, made again in place."""

from qualcode.documents.listing import Field, fields
from qualcode.documents.renewing import renew
from qualcode.documents.writing import Written, write

__all__ = ["Field", "Written", "fields", "renew", "write"]
