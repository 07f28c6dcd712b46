"""Systematic reviews built around documents: every number leads to its sentence."""

__version__ = "0.1.0"
