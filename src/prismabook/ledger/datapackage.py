"""The data dictionary as a Frictionless data package."""

from __future__ import annotations

import json
from collections.abc import Mapping

from prismabook.ledger.schema import TABLES


def datapackage(name: str, title: str, hashes: Mapping[str, tuple[int, str]]) -> str:
    """The text of ``datapackage.json``.

    Parameters
    ----------
    name
        The package's name: lower-case letters, digits, hyphens.
    title
        The review's title.
    hashes
        For each table's file its size in bytes and its SHA-256 in hexadecimal; tables without one are left out.
    """
    resources = [
        {
            "name": table.name,
            "path": table.file,
            "title": table.title,
            "description": table.description,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": hashes[table.file][0],
            "hash": f"sha256:{hashes[table.file][1]}",
            "schema": {
                "fields": [
                    {"name": c.name, "type": c.type, "description": c.description}
                    | ({"constraints": {"required": True}} if c.required else {})
                    for c in table.columns
                ],
                "missingValues": [""],
            }
            | ({"primaryKey": table.key} if table.key else {}),
        }
        for table in TABLES
        if table.file in hashes
    ]
    package = {"profile": "tabular-data-package", "name": name, "title": title, "resources": resources}
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"
