"""A review's folder: where things are, how they are written, what people decided."""

from prismabook.project.decisions import (
    Decisions,
    ExtractionDecision,
    Extractor,
    FindingAnswer,
    OwnItem,
    RecordDecision,
    load_decisions,
)
from prismabook.project.files import Aside, read_bytes, write_files
from prismabook.project.flow_settings import FlowSettings, load_flow_settings
from prismabook.project.layout import Project, find_book, find_project
from prismabook.project.located import Node, load_yaml, parse_yaml, validate
from prismabook.project.protocol import Protocol, load_protocol
from prismabook.project.records_files import DuplicateDecision, PinnedKey, to_keys
from prismabook.project.rows import Row, load_rows, parse_rows
from prismabook.project.screening import ScreeningDecision

__all__ = [
    "Aside",
    "Decisions",
    "DuplicateDecision",
    "ExtractionDecision",
    "Extractor",
    "FindingAnswer",
    "FlowSettings",
    "Node",
    "OwnItem",
    "PinnedKey",
    "Project",
    "Protocol",
    "RecordDecision",
    "Row",
    "ScreeningDecision",
    "find_book",
    "find_project",
    "load_decisions",
    "load_flow_settings",
    "load_protocol",
    "load_rows",
    "load_yaml",
    "parse_rows",
    "parse_yaml",
    "read_bytes",
    "to_keys",
    "validate",
    "write_files",
]
