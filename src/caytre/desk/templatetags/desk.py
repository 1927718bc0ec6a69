"""The components, as templates call them: `{% load desk %}`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from caytre.accounts.classification import Classification
from caytre.desk.components import dates, icons

register = template.Library()
FAMILY_NAME_FIRST = {"CN", "HU", "JP", "KH", "KP", "KR", "VN"}  # as CLDR's person names order their main languages


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite, inline."""
    return mark_safe(icons.svg(name))  # noqa: S308 - our own file


@register.filter
def edtf(value: str | None) -> str:
    """A partial date in words."""
    return dates.in_words(value or "")


@register.filter
def day(value: date | datetime | None) -> str:
    """A full day in words; a moment is shown in the installation's time zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return dates.in_words(value.isoformat())


@register.filter
def moment(value: datetime | None) -> str:
    """Hour and day: 08:15, 22 November 2026."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{local:%H:%M}, {dates.in_words(local.date().isoformat())}"


@register.filter
def level(value: int) -> SafeString:
    """A classification as a word in its colour."""
    return format_html('<span class="word-tag level-{}">{}</span>', int(value), Classification(value).label)


@register.filter
def person(user: Any) -> str:
    """Someone's name in the order of the home state, else the user name."""
    names = [user.first_name, user.last_name]
    if settings.HOME_STATE in FAMILY_NAME_FIRST:
        names.reverse()
    return " ".join(filter(None, names)) or str(user.get_username())


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """A value of a mapping whose key is known only in the template."""
    return mapping.get(key)


@register.filter
def named(thing: Any, language: str) -> str:
    """The name of what carries one per language (`name_vi`, `name_en`)."""
    return getattr(thing, f"name_{language}", "") or str(thing)


@register.filter
def last_words(text: str, limit: int) -> str:
    """The end of a text from the start of a word, at most `limit` characters, with a mark where something was cut."""
    if len(text) < limit:
        return text
    cut = text[-limit:]
    return "… " + cut.partition(" ")[2] if " " in cut else cut


@register.filter
def first_words(text: str, limit: int) -> str:
    """The beginning of a text up to the end of a word, cut the same way."""
    if len(text) < limit:
        return text
    cut = text[:limit]
    return cut.rpartition(" ")[0] + " …" if " " in cut else cut
