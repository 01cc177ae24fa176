"""COREQ's 32 items and the methods annex, filled from the study as far as it can be known."""

from qualcode.coreq.answers import items
from qualcode.coreq.items import DOMAINS, KEYS, SOURCE, Item
from qualcode.coreq.methods import methods

__all__ = ["DOMAINS", "KEYS", "SOURCE", "Item", "items", "methods"]
