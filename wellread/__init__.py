"""Wellread: a publishing system for medically reviewed health information."""

__version__ = "0.1.0"
