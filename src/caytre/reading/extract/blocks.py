"""An HTML page as blocks of text: paragraphs, headings, list items, with what their place in the page gives away.

One pass over the tree. What can never be of the article (scripts, forms, navigation, share bars, comment sections) is
left out on the way, told by its element or by the words of its class and id.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from caytre.reading.extract import limits

_DROPPED = frozenset(
    "script style noscript template svg iframe button select option input textarea nav footer object embed canvas audio"
    " video map area applet label fieldset dialog head link meta base math progress meter datalist menu source".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt figcaption figure form h1 h2 h3 h4 h5 h6 header"
    " hr html li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ASIDE_ROLES = frozenset(("navigation", "complementary", "contentinfo", "dialog", "search"))
SENTENCE_ENDS = '.!?…"”’»。！？'
_LONE = 250  # characters: less prose than that in one box is a summary
_MOST = 0.4  # of the page's paragraphs: whatever holds so much is no aside


class TooDeep(Exception):
    """Elements are nested deeper than any page is, and deeper than libxml2 follows."""


@dataclass(slots=True)
class Node:
    """A block element, and sums over the text below it (those of prose without what lies aside)."""

    element: Any
    parent: Node | None
    depth: int
    tag: str
    kind: str | None = None  # "main", "aside", "caption", by element or class
    out: bool = False  # it, or an element around it, is aside
    caption: bool = False
    prose: int = 0


@dataclass(slots=True)
class Block:
    """One run of text without a block boundary in it."""

    text: str
    tag: str
    node: Node
    links: int  # characters of it inside links

    @property
    def is_prose(self) -> bool:
        """Long enough and little enough linked to be a sentence of somebody's."""
        text = self.text
        size = len(text)
        if size < 25 or self.links > 0.4 * size or self.tag in HEADINGS:
            return False
        return size >= 80 or text[-1] in SENTENCE_ENDS


@dataclass(slots=True)
class Page:
    """All blocks of a page in order, and the elements that hold them, each after the one around it."""

    blocks: list[Block] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)


def blocks_of(root: Any, *, trust_classes: bool = True) -> Page:
    """The blocks of a parsed page; linear in its size.

    root: an lxml element. trust_classes: leave out what class and id call a share bar, a menu, a comment.
    Raises: TooDeep when elements are nested past limits.MAX_DEPTH.
    """
    page = Page()
    _collect(root, page)
    for block in page.blocks:
        block.node.prose += len(block.text) if block.is_prose else 0
    _sum_up(page.nodes)
    most = _MOST * page.nodes[0].prose
    others = _beside_the_main(page.nodes) if trust_classes else set()
    for node in page.nodes[1:]:
        above = node.parent
        assert above is not None  # noqa: S101 - only the first node has none
        # Some pages put all of themselves into a "sidebar-left" or a "gallery": what holds most is no aside.
        node.out = above.out or (trust_classes and node.kind == "aside" and (node.prose < most or id(node) in others))
        node.caption = above.caption or (node.kind == "caption" and node.prose < most)
    for node in page.nodes:
        node.prose = 0
    _credit_prose(page.blocks)
    _sum_up(page.nodes)
    return page


def _beside_the_main(nodes: list[Node]) -> set[int]:
    """Identities of asides next to an element that is called the article and has prose: long comments, not the page."""
    mains = [node for node in nodes if node.kind == "main" and node.prose >= _LONE]
    if not mains:
        return set()
    holding: set[int] = set()
    within: set[int] = {id(node) for node in mains}
    for node in nodes:
        if node.parent is not None and id(node.parent) in within:
            within.add(id(node))
    for node in mains:
        above = node.parent
        while above is not None and id(above) not in holding:
            holding.add(id(above))
            above = above.parent
    return {id(node) for node in nodes if node.kind == "aside" and id(node) not in holding | within}


def _sum_up(nodes: list[Node]) -> None:
    """Add every element's prose to the one around it; elements stand after the one around them."""
    for node in reversed(nodes):
        if node.parent is not None:
            node.parent.prose += node.prose


def _credit_prose(blocks: list[Block]) -> None:
    """Sum up prose again, without what lies aside. A lone short paragraph in a box of its own, as under the headline
    of another story, counts for little; paragraphs of an article stand beside each other."""
    prose = [block for block in blocks if not block.node.out and not block.node.caption and block.is_prose]
    own = Counter(id(block.node) for block in prose)
    boxes = [id(block.node if own[id(block.node)] > 1 else block.node.parent or block.node) for block in prose]
    together: Counter[int] = Counter()
    for block, box in zip(prose, boxes, strict=True):
        together[box] += len(block.text)
    for block, box in zip(prose, boxes, strict=True):
        block.node.prose += len(block.text) if together[box] >= _LONE else len(block.text) * 3 // 10


def _collect(root: Any, page: Page) -> None:
    """Walk the tree once, gathering runs of text between block boundaries."""
    parts: list[str] = []
    blocks, nodes = page.blocks, page.nodes
    links = 0
    in_link = 0

    def flush(tag: str, node: Node) -> None:
        nonlocal links
        if parts:
            text = " ".join("".join(parts).split())
            if text:
                blocks.append(Block(text, tag, node, min(links, len(text))))
            parts.clear()
        links = 0

    # A function that names itself keeps all it sees until the next collection; one that is handed itself does not.
    def walk(element: Any, node: Node, level: int, again: Any) -> None:
        nonlocal links, in_link
        if level > limits.MAX_DEPTH:
            raise TooDeep
        if text := element.text:
            parts.append(text)
            if in_link:
                links += len(text.strip())
        for child in element:
            name = child.tag
            if name in _BLOCKS:
                flush(node.tag, node)
                inner = Node(child, node, node.depth + 1, name, _kind(child, name))
                nodes.append(inner)
                again(child, inner, level + 1, again)
                flush(name, inner)
            elif name == "a":
                in_link += 1
                again(child, node, level + 1, again)
                in_link -= 1
            elif name == "br":
                parts.append("\n")
                if len(parts) > 1 and parts[-2].isspace() and "\n" in parts[-2]:
                    flush(node.tag, node)
            elif name not in _DROPPED and name.__class__ is str and not _hidden(child):
                again(child, node, level + 1, again)
            if tail := child.tail:
                parts.append(tail)
                if in_link:
                    links += len(tail.strip())

    top = Node(root, None, 0, "html")
    nodes.append(top)
    walk(root, top, 0, walk)
    flush("html", top)


def _kind(element: Any, name: str) -> str | None:
    """What element, class and id say a block is."""
    if name in ("article", "main"):
        return "main"
    if name == "figure" or name == "figcaption":
        return "caption"
    attributes = element.attrib
    if not attributes:
        return "aside" if name == "aside" else None
    if name in ("body", "html"):
        return None
    kind = kind_of_class(attributes.get("class", ""), attributes.get("id", ""))
    if kind == "aside" or name == "aside" or attributes.get("role") in _ASIDE_ROLES or _hidden(element):
        return "aside"
    if attributes.get("itemprop") == "articleBody":
        return "main"
    return kind


@lru_cache(maxsize=16384)
def kind_of_class(classes: str, identity: str) -> str | None:
    """What the words of class and id say an element is: "main", "aside", "caption", or nothing."""
    if not classes and not identity:
        return None
    both = f"{classes[:300]} {identity[:100]}"
    told = _page_words()
    if told.main.search(both):
        return "main"
    words = [word.lower() for word in _WORDS.findall(both)]
    if "embed" in words and "related" not in words:
        return None  # a quoted post
    if not told.aside.isdisjoint(words) or any(f"{one}_{two}" in told.aside_pairs for one, two in pairwise(words)):
        return "aside"
    return None if told.caption.isdisjoint(words) else "caption"


@dataclass(frozen=True)
class _PageWords:
    """data/page_words.toml, ready to be asked."""

    aside: frozenset[str]
    aside_pairs: frozenset[str]
    caption: frozenset[str]
    main: re.Pattern[str]


@cache
def _page_words() -> _PageWords:
    told = tomllib.loads(files("caytre.reading").joinpath("data/page_words.toml").read_text("utf-8"))
    main = re.compile("|".join(map(re.escape, told["main"].split())), re.IGNORECASE)
    return _PageWords(
        aside=frozenset(told["aside"].split()),
        aside_pairs=frozenset(told["aside_pairs"].split()),
        caption=frozenset(told["caption"].split()),
        main=main,
    )


def _hidden(element: Any) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style)) or "hidden" in attributes
