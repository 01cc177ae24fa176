"""What could tell who spoke: too small cells, and a study without what gives people away."""

from qualcode.disclosure.cells import SmallCell, small_cells, warnings
from qualcode.disclosure.sharing import shared

__all__ = ["SmallCell", "shared", "small_cells", "warnings"]
