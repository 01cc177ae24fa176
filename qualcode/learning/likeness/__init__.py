"""Passages that say alike: found, grouped, and coded alike or not."""
