"""The fields of a statement that a person may set, each with its check."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from caytre.record.engine import validity
from caytre.record.engine.fingerprint import plain_number
from caytre.record.engine.text import nfc
from caytre.record.errors import InvalidChange
from caytre.record.models import PREDICATES, Actor, Statement

BOUNDS = ("", "about", "at_least", "at_most", "nearly")
_KEPT = (
    "classification", "predicate", "subject", "subject_text", "object", "object_text", "value_text", "value_number",
    "unit", "bound", "valid", "valid_from", "valid_to", "place", "modality", "countries", "attributed_to",
    "confidence", "frame", "tier",
)  # fmt: skip


def apply(statement: Statement, changes: dict[str, Any]) -> dict[str, list[Any]]:
    """Set the fields and return `{field: [before, after]}` of those that changed, JSON-able. Raises InvalidChange."""
    altered: dict[str, list[Any]] = {}
    for field, value in changes.items():
        if field not in EDITABLE:
            raise InvalidChange(field, _("'%(field)s' is no field of a statement.") % {"field": field})
        before = plain(getattr(statement, field))
        setattr(statement, field, EDITABLE[field](field, value))
        after = plain(getattr(statement, field))
        if before != after:
            altered[field] = [before, after]
    span = validity.parse(statement.valid)
    statement.valid_from, statement.valid_to = span.first, span.last
    _check_names(statement, altered)
    return altered


def copy_of(statement: Statement) -> Statement:
    """An unsaved statement that says the same."""
    return Statement(**{field: getattr(statement, field) for field in _KEPT})


def actors_of(statement: Statement) -> list[Actor | None]:
    """Everyone the statement is about: subject, object, who said it, the states it names."""
    states = Actor.objects.filter(key__in=[f"state:{code}" for code in statement.countries])
    return [statement.subject, statement.object, statement.attributed_to, *states]


def plain(value: Any) -> Any:
    """A JSON-able form of a field's value."""
    if isinstance(value, Actor):
        return value.key
    if isinstance(value, Decimal):
        return plain_number(value)
    return value


def _check_names(statement: Statement, altered: dict[str, list[Any]]) -> None:
    """A changed actor brings its name along where the words were not given."""
    for side in ("subject", "object"):
        actor = getattr(statement, side)
        if actor is not None and (not getattr(statement, f"{side}_text")):
            name = actor.names.current().order_by("pk").first()
            setattr(statement, f"{side}_text", name.text if name else actor.key)


def _words(limit: int) -> Callable[[str, Any], str]:
    def check(field: str, value: Any) -> str:
        text = nfc(str(value or "")).replace("\x00", "")
        if len(text) > limit:
            raise InvalidChange(
                field, _("'%(field)s' may have %(limit)d characters at most.") % {"field": field, "limit": limit}
            )
        return text

    return check


def _one_of(allowed: tuple[str, ...]) -> Callable[[str, Any], str]:
    def check(field: str, value: Any) -> str:
        if value not in allowed:
            names = ", ".join(name for name in allowed if name)
            raise InvalidChange(
                field,
                _("'%(value)s' is not allowed for '%(field)s'. Use one of: %(names)s.")
                % {"value": value, "field": field, "names": names},
            )
        return str(value)

    return check


def _number(field: str, value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value)).quantize(Decimal("0.000001"))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal(10) ** 24:
        raise InvalidChange(field, _("'%(value)s' is not a number that can be kept.") % {"value": value})
    return number


def _actor(field: str, value: Any) -> Actor | None:
    if value is None or value == "" or isinstance(value, Actor):
        return value or None
    actor = Actor.objects.filter(key=str(value)).first()
    if actor is None:
        raise InvalidChange(field, _("The record knows no actor '%(key)s'.") % {"key": value})
    return actor


def _edtf(field: str, value: Any) -> str:
    try:
        return validity.parse(str(value or "")).edtf
    except ValueError as problem:
        raise InvalidChange(
            field,
            _("'%(value)s' is not a date in EDTF. Write 2023, 2023-09, 2023-09-19, 2023/2025 or 2023/..")
            % {"value": value},
        ) from problem


def _countries(field: str, value: Any) -> list[str]:
    codes = [str(code).strip().upper() for code in (value or [])]
    for code in codes:
        if len(code) != 2 or not code.isascii() or not code.isalpha():
            raise InvalidChange(field, _("'%(code)s' is not a two-letter country code.") % {"code": code})
    return list(dict.fromkeys(codes))


EDITABLE: dict[str, Callable[[str, Any], Any]] = {
    "predicate": _one_of(PREDICATES),
    "subject": _actor,
    "subject_text": _words(400),
    "object": _actor,
    "object_text": _words(400),
    "value_text": _words(20_000),
    "value_number": _number,
    "unit": _words(120),
    "bound": _one_of(BOUNDS),
    "valid": _edtf,
    "place": _words(200),
    "modality": _one_of(tuple(Statement.Modality.values)),
    "countries": _countries,
    "attributed_to": _actor,
}
