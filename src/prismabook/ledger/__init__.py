"""The ledger: the tables that a build writes and the chapters read, described as data."""

from prismabook.ledger.csvtext import csv_header, csv_lines, csv_rows, from_csv, to_csv
from prismabook.ledger.datapackage import datapackage
from prismabook.ledger.described import Column, Table
from prismabook.ledger.schema import TABLES

__all__ = ["TABLES", "Column", "Table", "csv_header", "csv_lines", "csv_rows", "datapackage", "from_csv", "to_csv"]
