"""Out of the record: rows.py gathers it as plain rows; jsonl.py, csv_table.py and ftm.py write them down.

docs/schemas.md tells every field. Comes in: who asks, through the level they may see. Goes out: lines of text.
"""
