"""The columns of the CSV table of statements: what the export writes and the import reads."""

from __future__ import annotations

COLUMNS = (
    "id", "predicate", "subject", "subject_text", "object", "object_text", "value_text", "value_number", "unit",
    "bound", "valid", "place", "modality", "countries", "attributed_to", "status", "confidence", "frame",
    "classification", "document", "document_title", "published", "start", "end", "quote",
)  # fmt: skip
WORDS = frozenset(COLUMNS) - {"id", "value_number", "confidence", "start", "end"}  # cells that hold text
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")  # beginnings that a spreadsheet takes for a formula
