"""The little language in which frames are written, and its way to a regular expression over shapes.

    thăm                 that word
    (thăm|công du)       one of these; each may be several words
    [đã|vừa]             the same, or nothing
    {state}              a thing of that kind (see KINDS in shape.py)
    {object:state|group} the same, kept as the object
    {object:body*}       one or more of them: "A, B và C"; a fact for each
    {subject:state+}     the same for partners: the first is the subject, the second the object of one fact
    {value=(thăm|gặp)}   words kept as the value; a whole sequence may stand inside
    {value:words}        free words up to a comma, bracket, date or the end; {value:phrase} goes over commas
    @conference          a list of words from words.toml
    …                    a gap of up to 80 signs in the clause; ".." a gap of up to 30
    << … >>              the part that is quoted, where it is not the whole match
    \\( \\) \\[ \\|      those signs themselves

Words are lower case; blanks between words stand for any blank, and a quotation mark may stand there too. Every
piece is bounded, so a pattern takes time linear in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from caytre.reading.facts.shape import DATE_SIGNS, KINDS
from caytre.reading.folding import place_tones

SLOTS = ("subject", "object", "value", "date", "place", "unit", "quote", "also")
_LEX = re.compile(r"\s+|<<|>>|…|\.\.(?![.\w])|\{\w+=|\{[^{}=]*\}|@\w+|\\.|[()\[\]|}]|[^\s()\[\]{}|@…\\<>]+")
_JOIN = "[ “”\"'‘’]{0,2}"
_GAP, _SHORT = r"[^.;!?\n]{0,80}?", r"[^.;!?\n]{0,30}?"
_WORDS = rf"[^.;:!?(),\n{DATE_SIGNS}{KINDS['code']}]{{1,140}}?"
_PHRASE = rf"[^.;:!?()\n{DATE_SIGNS}]{{2,170}}?"
_ON = r"\s(?:để|qua đó|góp phần|phục vụ|nhân dịp|in order to|while|which|who|where|in the presence of|as well as)(?!\w)"
_STOP = rf"(?=\s?(?:$|[.;:!?(),\n{DATE_SIGNS}…])|{_ON})"
_PHRASE_STOP = rf"(?=\s?(?:$|[.;:!?()\n{DATE_SIGNS}…])|{_ON})"


class BadPattern(ValueError):
    """A pattern that cannot be read; the message says where."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A frame's pattern made ready: the expression, the slots that hold lists, and what a shape must hold to match."""

    expression: re.Pattern[str]
    lists: frozenset[str]
    partners: frozenset[str]
    needs: tuple[frozenset[str], ...]


def compile_pattern(pattern: str, words: Mapping[str, list[str]]) -> Pattern:
    """Read one pattern.

    words: the lists that "@name" may call.
    Raises: BadPattern.
    """
    reader = _Reader(pattern, words)
    expression = reader.read()
    return Pattern(re.compile(expression), frozenset(reader.lists), frozenset(reader.partners), tuple(reader.needs))


class _Reader:
    def __init__(self, pattern: str, words: Mapping[str, list[str]]) -> None:
        self.pattern, self.words = pattern, words
        self.pieces = [piece for piece in _LEX.findall(pattern) if not piece.isspace()]
        if "".join(self.pieces) != re.sub(r"\s+", "", pattern) and "".join(self.pieces).replace(" ", "") != re.sub(
            r"\s+", "", pattern
        ):
            self.fail("a sign that is not part of the language")
        self.at = 0
        self.lists: set[str] = set()
        self.partners: set[str] = set()
        self.needs: list[frozenset[str]] = []
        self.depth = 0  # of brackets within which a thing may be missing
        self.slots: dict[str, int] = {}

    def fail(self, what: str) -> NoReturn:
        raise BadPattern(f"pattern {self.pattern!r}: {what}")

    def read(self) -> str:
        result = self.alternatives(None)
        if self.at < len(self.pieces):
            self.fail(f"{self.pieces[self.at]!r} closes nothing")
        return result

    def alternatives(self, closing: str | None) -> str:
        branches, branch = [], ""
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            if piece == closing:
                break
            if piece in ")]}":
                self.fail(f"{piece!r} closes nothing")
            self.at += 1
            if piece == "|":
                branches.append(branch)
                branch = ""
            else:
                branch += self.element(piece)
        branches.append(branch)
        return branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"

    def element(self, piece: str) -> str:
        if piece == "…":
            return _GAP
        if piece == "..":
            return _SHORT
        if piece == "<<":
            return "(?P<quote>"
        if piece == ">>":
            return ")"
        if piece == "(":
            return "(?:" + self.until(")") + ")"
        if piece == "[":
            return "(?:" + self.until("]") + ")?"
        if piece.startswith("{") and piece.endswith("="):
            name = self.slot(piece[1:-1])
            return f"(?P<{name}>{self.until('}')})"
        if piece.startswith("{"):
            return self.thing(piece[1:-1])
        if piece.startswith("@"):
            return self.listed(piece[1:])
        return self.literal(piece[1:] if piece.startswith("\\") else piece)

    def until(self, closing: str) -> str:
        self.depth += 1
        inner = self.alternatives(closing)
        self.depth -= 1
        if self.at >= len(self.pieces):
            self.fail(f"{closing!r} is missing")
        self.at += 1
        return inner

    def slot(self, name: str) -> str:
        if name not in SLOTS:
            self.fail(f"no slot is called {name!r}; there are {', '.join(SLOTS)}")
        self.slots[name] = self.slots.get(name, 0) + 1
        return name if self.slots[name] == 1 else f"{name}{self.slots[name]}"

    def thing(self, inner: str) -> str:
        name, _, kinds = inner.rpartition(":")
        many, partners = kinds.endswith("*"), kinds.endswith("+")
        kinds = kinds.rstrip("*+").strip()
        if kinds in ("words", "phrase"):
            body, stop = (_WORDS, _STOP) if kinds == "words" else (_PHRASE, _PHRASE_STOP)
            if self.nothing_must_follow():  # to the end of the clause; of a long one, what is allowed of it
                long = body.replace("{1,", "{100,").replace("{2,", "{100,").removesuffix("?")
                regex = rf"(?<!\w)(?=[^\s,])(?:{body}(?!\w){stop}|{long}(?!\w))"
            else:
                regex = rf"(?<!\w)(?=[^\s,]){body}(?!\w)"
        else:
            signs = ""
            for kind in kinds.split("|"):
                if kind.strip() not in KINDS:
                    self.fail(f"no kind is called {kind!r}; there are words, phrase, {', '.join(KINDS)}")
                signs += KINDS[kind.strip()]
            regex = f"[{signs}]"
            if self.depth == 0:
                self.needs.append(frozenset(signs))
            if many or partners:
                regex += rf"(?:(?:\s?,\s(?:và |and )?|\s(?:và|and|cùng|&)\s|\s?[-–]\s?)(?:the )?{regex}){{0,9}}"
        if name:
            slot = self.slot(name.strip())
            if many:
                self.lists.add(slot)
            if partners:
                self.partners.add(slot)
            regex = f"(?P<{slot}>{regex})"
        return regex + _JOIN

    def nothing_must_follow(self) -> bool:
        """Whether only what may be missing stands after this place, so that free words run on to the clause's end."""
        at, depth = self.at, 0
        while at < len(self.pieces):
            piece = self.pieces[at]
            if piece in ")]}":
                depth -= 1
            elif piece == ">>":
                pass
            elif piece == "|" and depth <= 0:  # the end of a branch: on to the end of its brackets
                inner = 0
                while at < len(self.pieces) and not (inner == 0 and self.pieces[at] in ")]}"):
                    inner += (self.pieces[at] in "([" or self.pieces[at].endswith("=")) - (self.pieces[at] in ")]}")
                    at += 1
                continue
            elif piece == "[":
                inner = 0
                while at < len(self.pieces):
                    inner += (self.pieces[at] in "([" or self.pieces[at].endswith("=")) - (self.pieces[at] in ")]}")
                    if inner == 0:
                        break
                    at += 1
            else:
                return False
            at += 1
        return True

    def listed(self, name: str) -> str:
        if name not in self.words:
            self.fail(f"no list of words is called {name!r}")
        entries = sorted((place_tones(entry.lower()) for entry in self.words[name]), key=len, reverse=True)
        return r"(?<!\w)(?:" + "|".join(re.escape(entry).replace(r"\ ", " ") for entry in entries) + r")(?!\w)" + _JOIN

    def literal(self, word: str) -> str:
        regex = re.escape(place_tones(word.lower())).replace(r"\-", "[-–—]")
        before = r"(?<!\w)" if word[0].isalnum() else ""
        after = r"(?!\w)" if word[-1].isalnum() else ""
        return before + regex + after + _JOIN
