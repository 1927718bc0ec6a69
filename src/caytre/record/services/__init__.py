"""What changes the record: one function per act, one transaction, one journal entry.

Read first: receiving.py (bytes come in), jobs.py (what is done in the background), documents.py (a document is read),
proposing.py (facts become proposals), reviewing.py (a person decides). Then actors.py (names, same or different),
contradictions.py (found), deciding.py (settled), starter.py. Every function checks who asks.
"""

from caytre.record.services.actors import add_name, judge, undo_judgement, withdraw_name
from caytre.record.services.deciding import decide_contradiction, undo_decision
from caytre.record.services.documents import read_document
from caytre.record.services.proposing import propose
from caytre.record.services.receiving import receive_document, retry_document
from caytre.record.services.reviewing import accept, accept_repeats, edit, enter_statement, reject, undo

__all__ = [
    "accept",
    "accept_repeats",
    "add_name",
    "decide_contradiction",
    "edit",
    "enter_statement",
    "judge",
    "propose",
    "read_document",
    "receive_document",
    "reject",
    "retry_document",
    "undo",
    "undo_decision",
    "undo_judgement",
    "withdraw_name",
]
