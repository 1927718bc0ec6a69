"""What is asked of the record. Every function takes the user first and sees only what that user may see."""

from caytre.record.queries.brief import brief
from caytre.record.queries.dossier import dossier, pair_dossier

__all__ = ["brief", "dossier", "pair_dossier"]
