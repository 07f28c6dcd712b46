"""Systematic reviews built around documents: every number leads to its sentence."""

from importlib.metadata import version

__version__ = version("prismabook")
