"""Compile translated messages with Babel, so that no gettext tools are needed on the machine."""

from __future__ import annotations

from pathlib import Path

import caytre


def compile_messages(folder: Path | None = None) -> list[Path]:
    """Make every .mo that is missing or older than its .po. Returns the files written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    folder = folder or Path(caytre.__file__).parent / "locale"
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parent.parent.name, domain=source.stem)
        fresh = target.with_suffix(".mo.new")
        with fresh.open("wb") as stream:
            write_mo(stream, catalogue)
        fresh.replace(target)
        written.append(target)
    return written
