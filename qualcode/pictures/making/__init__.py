"""Studies and results → pictures, a module for each kind."""
