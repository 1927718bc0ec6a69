"""Which publisher a document comes from: matched by the host of its address, else by the name it gives itself."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from caytre.record.engine.text import identity, nfc
from caytre.record.models import Source, Tier

# Names under these ends are given out to governments and treaty bodies only (IANA and the national registries).
_OFFICIAL = re.compile(r"(?:^|\.)(?:gov|mil|int|europa\.eu|(?:gov|gob|gouv|go|govt|gv|mil)\.[a-z]{2})$")


def host_of(address: str) -> str:
    """The host of a web address, lower case, without "www."; "" for anything else."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    return host.lower().removeprefix("www.").rstrip(".")


def find_source(*, address: str = "", publisher: str = "") -> Source | None:
    """The known source of this address (its host or a parent of it), else of this name; None where neither is known."""
    host = host_of(address)
    labels = host.split(".") if host else []
    candidates = [".".join(labels[index:]) for index in range(len(labels) - 1)]
    found = {source.host: source for source in Source.objects.filter(host__in=candidates)} if candidates else {}
    for candidate in candidates:
        if candidate in found:
            return found[candidate]
    wanted = identity(publisher)
    if not wanted:
        return None
    exact = Source.objects.filter(name=nfc(publisher)).first()
    return exact or next((source for source in Source.objects.all() if identity(source.name) == wanted), None)


def source_of(*, address: str = "", publisher: str = "") -> Source | None:
    """The known source, or a new one named after what is known of it: tier "other" unless its host is official."""
    if source := find_source(address=address, publisher=publisher):
        return source
    host, name = host_of(address), nfc(publisher)[:200]
    if not host and not name:
        return None
    tier = Tier.OFFICIAL if _OFFICIAL.search(host) else Tier.OTHER
    source, _made = Source.objects.get_or_create(name=name or host, defaults={"host": host[:200], "tier": tier})
    return source
