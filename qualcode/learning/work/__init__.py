"""In which order to read, and when enough has been read."""
