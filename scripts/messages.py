"""Gather every translatable message of the source tree into both catalogues, with Babel alone: no gettext tools.

    python scripts/messages.py            add new messages, drop those no longer used, list what wants a translation
    python scripts/messages.py --check    change nothing; exit 1 unless both languages are complete

Python files go through Babel's extractor, templates first through Django's `templatize`, which turns them into
something that extractor reads. English is written in the source: its catalogue repeats the message unless someone has
put better words there. `caytre messages` compiles the catalogues.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "caytre"
LANGUAGES = ("vi", "en")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NAMED = re.compile(r"%\((\w+)\)[sd]")


def path_of(language: str, root: Path = SOURCE) -> Path:
    """The catalogue of a language."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def _sources(root: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(root.rglob("*.py")):
        yield path, path.read_text(encoding="utf-8")
    for path in sorted([*root.rglob("templates/**/*.html"), *root.rglob("templates/**/*.txt")]):
        calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield path, "\n".join(line.strip() for line in calls.split("\n"))  # its indentation would be no Python


def gather(root: Path = SOURCE) -> Catalog:
    """Every message of the tree, each once, with what its translators should know."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    found = Catalog(project="caytre", charset="utf-8")
    for _path, text in _sources(root):
        stream = io.BytesIO(text.encode())
        for _line, message, comments, context in extract(
            "python", stream, keywords=KEYWORDS, comment_tags=("Translators:",), options={"encoding": "utf-8"}
        ):
            found.add(message, None, auto_comments=comments, context=context)
    return found


def read(language: str, root: Path = SOURCE) -> Catalog:
    """The catalogue as it lies in the tree; an empty one where there is none."""
    path = path_of(language, root)
    if not path.exists():
        return Catalog(locale=language, project="caytre", charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def merged(language: str, root: Path = SOURCE) -> Catalog:
    """All messages of the tree with the translations there are."""
    old, new = read(language, root), Catalog(locale=language, project="caytre", charset="utf-8", fuzzy=False)
    for message in gather(root):
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        string = known.string if known is not None and any(_forms(known)) else None
        if string is None and language == "en":
            string = message.id
        elif isinstance(message.id, tuple) and string is None:
            string = ("",) * new.num_plurals
        new.add(message.id, string or "", auto_comments=message.auto_comments, context=message.context)
    return new


def write(language: str, root: Path = SOURCE) -> None:
    """Write the merged catalogue, sorted, without line numbers or dates, so that two branches merge."""
    catalogue, path = merged(language, root), path_of(language, root)
    stream = io.BytesIO()
    write_po(stream, catalogue, width=120, no_location=True, omit_header=True, sort_output=True)
    plural = f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};"
    header = (
        'msgid ""\nmsgstr ""\n"Project-Id-Version: caytre\\n"\n'
        f'"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {plural}\\n"\n\n'
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + stream.getvalue().decode(), encoding="utf-8")


def untranslated(language: str, root: Path = SOURCE) -> list[Message]:
    """Messages of the tree that the catalogue lacks, or has without a translation."""
    have = read(language, root)
    missing = []
    for message in gather(root):
        known = have.get(message.id, message.context) if message.id else None
        if message.id and (known is None or not all(_forms(known)) or not _forms(known)):
            missing.append(message)
    return missing


def problems(language: str, root: Path = SOURCE) -> list[str]:
    """What keeps the language from being complete, one line each; empty when it is."""
    have, wanted = read(language, root), gather(root)
    found = [f"{language}: not translated: {message.id!r}" for message in untranslated(language, root)]
    for message in have:
        if not message.id:
            continue
        if message.fuzzy:
            found.append(f"{language}: marked as fuzzy: {message.id!r}")
        if wanted.get(message.id, message.context) is None:
            found.append(f"{language}: no longer used: {message.id!r}")
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        allowed = set(NAMED.findall(" ".join(ids)))
        for form in filter(None, _forms(message)):
            if unknown := set(NAMED.findall(form)) - allowed:
                found.append(f"{language}: {message.id!r} has no value for {', '.join(sorted(unknown))}")
            if len(ids) == 1 and (lost := allowed - set(NAMED.findall(form))):
                found.append(f"{language}: the translation of {message.id!r} loses {', '.join(sorted(lost))}")
    return found


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 unless complete")
    if not parser.parse_args().check:
        for language in LANGUAGES:
            write(language)
    found = [line for language in LANGUAGES for line in problems(language)]
    print("\n".join(found) or "Both languages are complete.", file=sys.stderr if found else sys.stdout)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
