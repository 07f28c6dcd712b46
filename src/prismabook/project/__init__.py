"""A review's folder: where things are, how they are written, what people decided."""

from prismabook.project.decisions import (
    Decisions,
    ExtractionDecision,
    FindingAnswer,
    RecordDecision,
    ScreeningDecision,
    load_decisions,
)
from prismabook.project.files import read_bytes, write_files
from prismabook.project.layout import Project, find_book, find_project
from prismabook.project.located import Node, load_yaml, parse_yaml, validate
from prismabook.project.protocol import Protocol, load_protocol
from prismabook.project.rows import Row, load_rows, parse_rows

__all__ = [
    "Decisions",
    "ExtractionDecision",
    "FindingAnswer",
    "Node",
    "Project",
    "Protocol",
    "RecordDecision",
    "Row",
    "ScreeningDecision",
    "find_book",
    "find_project",
    "load_decisions",
    "load_protocol",
    "load_rows",
    "load_yaml",
    "parse_rows",
    "parse_yaml",
    "read_bytes",
    "validate",
    "write_files",
]
