"""Tools for the person who tends a codebook."""
