"""Finished pages, kept for as long as nothing public has changed: see docs/website.md, "Kept pages"."""
