"""Message ids to Vietnamese and English sentences.

Each language is one readable file of templates (vi.toml, en.toml). In a template `{name}` stands for a value,
`{name:form}` for a date in one of its forms (on, since, until, recorded, plain), `{count:fact|facts}` for a number
with its noun, `{actor:bare}` for a name without the English article, and `[ … ]` for a part that falls away when a
value inside it is missing. A fact's message id is its predicate and modality, "visit.planned"; its table has `text`
and a verb for each modality. Where a value that the text needs is missing, the sentence falls back on the quote.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from caytre.record.engine.answers import ActorRef, Amount, Language, Sentence, Term, Value, When, Words
from caytre.record.engine.sentences import dates, numbers
from caytre.record.engine.sentences.folding import fold

LANGUAGES: tuple[Language, ...] = ("vi", "en")
MODALITIES = ("done", "ongoing", "planned", "proposed", "denied")
_PLACE = re.compile(r"\{(\w+)(?::([^{}]+))?\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a rendered sentence; `actor` is the key of the actor whose name it is, `verbatim` a source's words."""

    text: str
    actor: str = ""
    verbatim: bool = False


def render(sentence: Sentence, language: Language) -> str:
    """The sentence in `language`, without its footnotes."""
    return "".join(part.text for part in parts(sentence, language))


def parts(sentence: Sentence, language: Language) -> tuple[Part, ...]:
    """The sentence in pieces, so that a door can link the actors in it. Raises KeyError for an unknown message."""
    values = {name: value for name, value in sentence.values if not _is_nothing(value)}
    template, verb = _template(sentence.message, language)
    if verb:
        values["verb"] = verb
    else:  # a verb that a modality does without
        template = _OPTIONAL.sub(lambda match: "" if "{verb}" in match[1] else match[0], template).replace("{verb}", "")
    if any(match[1] not in values for match in _PLACE.finditer(_OPTIONAL.sub("", template))):
        template, _ = _template("bare", language)
        values.setdefault("predicate", Words(sentence.message))
        values.setdefault("quote", Words("…"))
    kept = _OPTIONAL.sub(lambda match: match[1] if _has_all(match[1], values) else "", template)
    pieces: list[Part] = []
    cursor = 0
    for match in _PLACE.finditer(kept):
        if match.start() > cursor:
            pieces.append(Part(kept[cursor : match.start()]))
        pieces.extend(_pieces(values[match[1]], language, match[2] or "plain"))
        cursor = match.end()
    if cursor < len(kept):
        pieces.append(Part(kept[cursor:]))
    return _tidy([piece for piece in pieces if piece.text])


def term(message: str, language: Language) -> str:
    """A text without values: a title, a level, a predicate. Raises KeyError."""
    return render(Sentence(message), language)


def has(message: str, language: Language) -> bool:
    """Whether the language has such a message."""
    try:
        _template(message, language)
    except KeyError:
        return False
    return True


def translate(words: Words, language: Language) -> tuple[str, bool]:
    """The words in `language` if the glossary knows them, else as they stand; and whether they are verbatim."""
    known = glossary().get(fold(words.text))
    if known:
        return known[language], False
    return words.text, True


def meaning(text: str) -> str:
    """Equal for two wordings of one set phrase, also in two languages: "Tổng thống" and "President"."""
    known = glossary().get(fold(text))
    return fold(known["vi"] if known else text)


@cache
def glossary() -> dict[str, dict[str, str]]:
    """Levels of relations and other set phrases in both languages, by folded Vietnamese or English."""
    rows = _load("glossary.toml")["term"]
    return {fold(row[key]): row for row in rows for key in LANGUAGES} | {
        fold(other): row for row in rows for other in row.get("also", ())
    }


@cache
def catalogue(language: Language) -> dict[str, Any]:
    """The templates of one language."""
    return _load(f"{language}.toml")


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def _template(message: str, language: Language) -> tuple[str, str]:
    table: Any = catalogue(language)
    head, _, last = message.rpartition(".")
    if last in MODALITIES and isinstance(table.get(head), dict):
        entry = table[head]
        return entry["text"], entry[last]
    for step in message.split("."):
        table = table[step]
    if isinstance(table, dict):
        return table["text"], ""
    return table, ""


def _has_all(text: str, values: dict[str, Value]) -> bool:
    return all(match[1] in values for match in _PLACE.finditer(text))


def _is_nothing(value: Value) -> bool:
    match value:
        case Words(text=text) | When(edtf=text) | str(text):
            return not text.strip()
    return False


def _pieces(value: Value, language: Language, form: str) -> tuple[Part, ...]:
    match value:
        case Sentence():
            return parts(value, language)
        case ActorRef():
            article = language == "en" and form != "bare" and takes_article(value)
            return (
                *((Part("the "),) if article else ()),
                Part(value.vi if language == "vi" else value.en, actor=value.key),
            )
        case When():
            return (Part(dates.write(value.edtf, language, form)),)
        case datetime():
            return (Part(dates.write_moment(value, language)),)
        case Amount():
            return (Part(numbers.write_amount(value, language)),)
        case Term():
            return (Part(term(value.id, language)),)
        case Words():
            text, verbatim = translate(value, language)
            foreign = verbatim and value.language and value.language != language
            return (Part(f"“{text.strip('“”')}”" if foreign or form == "quoted" else text, verbatim=verbatim),)
        case int():
            written = numbers.write_number(Decimal(value), language)
            one, bar, many = form.partition("|")
            return (Part(f"{written} {one if value == 1 else many}" if bar else written),)
    return (Part(str(value)),)


def takes_article(actor: ActorRef) -> bool:
    """Whether English puts "the" before the name: the Philippines, the Human Rights Council; not ASEAN, not UNESCO."""
    words = actor.en.split()
    if not words or words[0].lower() == "the":
        return False
    if actor.kind == "person":
        return False
    if actor.kind in ("state", "territory"):
        return words[0] in _STATES_WITH_ARTICLE or actor.en.startswith(("Central African R", "Marshall I", "Solomon I"))
    return len(words) > 1 and any(word in _COMMON_NOUNS for word in words)


_STATES_WITH_ARTICLE = frozenset(
    "United Netherlands Philippines Bahamas Gambia Maldives Comoros Seychelles Dominican Democratic Republic Congo"
    " Russian Syrian Holy".split()
)
_COMMON_NOUNS = frozenset(
    "Agency Assembly Association Authority Bank Bureau Commission Committee Community Conference Convention Cooperation"
    " Council Court Forum Fund Group Initiative League Ministry Mission Movement Nations Network Organisation"
    " Organization Parliament Partnership Programme Secretariat Summit Treaty Tribunal Union Office Department Party"
    " Government Institute Federation Alliance Agreement Centre Center Board".split()
)


def _tidy(pieces: list[Part]) -> tuple[Part, ...]:
    """One blank between words, a capital at the start, a single full stop at the end."""
    if not pieces:
        return ()
    first = pieces[0]
    text = first.text.lstrip()
    pieces[0] = Part(text[:1].upper() + text[1:], first.actor, first.verbatim)
    last = pieces[-1]
    if last.text == "." and len(pieces) > 1 and pieces[-2].text.endswith((".", ".”")):
        pieces.pop()
    return tuple(pieces)
