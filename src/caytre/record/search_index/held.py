"""Beliefs by actor (`models.HeldAbout`): the SQL that fills them and the triggers that keep them, on every system."""

from __future__ import annotations

from typing import Any

DUE = """
    SELECT b.id, sa.actor_id, s.id, s.predicate, coalesce(s.valid_from, s.valid_to, '0001-01-01'),
           b.held_from, b.held_to
    FROM record_belief b
    JOIN record_statement s ON s.id = b.statement_id
    JOIN record_statementactor sa ON sa.statement_id = b.statement_id
"""
_INTO = "INSERT INTO record_heldabout (belief_id, actor_id, statement_id, predicate, day, held_from, held_to)" + DUE
# name of the trigger -> table, event, what it does for the row
TRIGGERS = {
    "held_about_belief": ("record_belief", "AFTER INSERT", f"{_INTO} WHERE b.id = NEW.id"),
    "held_about_end": (
        "record_belief",
        "AFTER UPDATE OF held_to",
        "UPDATE record_heldabout SET held_to = NEW.held_to WHERE belief_id = NEW.id",
    ),
    "held_about_actor": ("record_statementactor", "AFTER INSERT", f"{_INTO} WHERE sa.id = NEW.id"),
    "held_about_unlinked": (
        "record_statementactor",
        "AFTER DELETE",
        "DELETE FROM record_heldabout WHERE statement_id = OLD.statement_id AND actor_id = OLD.actor_id",
    ),
}


def fill(cursor: Any) -> None:
    """Empty the table and write it again."""
    cursor.execute("DELETE FROM record_heldabout")
    cursor.execute(_INTO)
