"""What is asked of the record. Every function takes the user first and sees only what that user may see."""

from caytre.record.queries.brief import brief
from caytre.record.queries.contradictions import contradiction, contradictions, contradictions_count
from caytre.record.queries.dossier import dossier, pair_dossier
from caytre.record.queries.review import history, last_reviews, namesakes, review_item, review_queue, waiting_count
from caytre.record.queries.search import search

__all__ = [
    "brief",
    "contradiction",
    "contradictions",
    "contradictions_count",
    "dossier",
    "history",
    "last_reviews",
    "namesakes",
    "pair_dossier",
    "review_item",
    "review_queue",
    "search",
    "waiting_count",
]
