"""Fails while it is imported."""

raise OSError("no data folder")
