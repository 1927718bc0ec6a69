"""The article among the blocks of an HTML page: the element that holds it, then which of its blocks are it."""

from __future__ import annotations

from collections import Counter

from caytre.reading.extract.blocks import HEADINGS, SENTENCE_ENDS, Block, Node, Page
from caytre.reading.furniture import Furniture, furniture_kind

_SHARE = 0.7  # of an element's prose that one child must hold for the article to lie in that child
_MAIN_SHARE = 0.4  # the same for a child whose class or element says that it is the article


def article_blocks(page: Page, title: str = "") -> list[Block]:
    """The blocks that are the article, in order; empty when the page holds no prose.

    title: what the page calls itself; it tells which of several articles is meant.
    """
    holder = _holder(page, title)
    if holder is None:
        return []
    holder = _with_kin(page, holder)
    inside = _within(page, holder)
    return _run([block for block in page.blocks if not block.node.out and id(block.node) in inside])


def _holder(page: Page, title: str) -> Node | None:
    """Go down from the root as long as one child holds most of the prose."""
    children: dict[int, list[Node]] = {}
    for node in page.nodes:
        if node.parent is not None and node.prose:
            children.setdefault(id(node.parent), []).append(node)
    node = page.nodes[0]
    if not node.prose:
        return None
    while below := children.get(id(node)):
        best = max(below, key=lambda child: child.prose * (1.5 if child.kind == "main" else 1.0))
        if best.tag in ("p", "li", "td", "blockquote"):
            break
        alike = (
            [child for child in below if child.kind == "main" and child.tag == best.tag] if best.kind == "main" else []
        )
        if len(alike) > 1:
            if best.tag != "article":
                break  # an article in several pieces
            best = _headed_by(alike, page, title) or best
        elif best.prose < node.prose * (_MAIN_SHARE if best.kind == "main" else _SHARE):
            break
        node = best
    return node


def _headed_by(articles: list[Node], page: Page, title: str) -> Node | None:
    """The one of several articles with the page's headline in it, or a heading of the first rank."""
    wanted = _key(title)
    insides = [(article, _within(page, article)) for article in articles[:20]]
    for block in page.blocks:
        if block.tag == "h1" or (block.tag in HEADINGS and len(block.text) > 15 and _key(block.text) in wanted):
            for article, inside in insides:
                if id(block.node) in inside:
                    return article
    return None


def _key(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _with_kin(page: Page, holder: Node) -> Node:
    """Climb while the element around holds more paragraphs made like these: pages split an article for adverts."""
    inside = _within(page, holder)
    made = Counter(_make(block.node) for block in page.blocks if id(block.node) in inside and block.is_prose)
    if not made:
        return holder
    usual = made.most_common(1)[0][0]
    best, above = holder, holder.parent
    for _ in range(3):
        if above is None or above.tag in ("body", "html"):
            break
        around = _within(page, above)
        if any(
            id(block.node) in around
            and id(block.node) not in inside
            and not block.node.out
            and _make(block.node) == usual
            and (usual[1] or block.node.parent is above)
            and block.is_prose
            for block in page.blocks
        ):
            best, inside = above, around
        above = above.parent
    return best


def _make(node: Node) -> tuple[str, str]:
    """How a paragraph is made: its element and class."""
    return node.tag, node.element.get("class", "")


def _within(page: Page, holder: Node) -> set[int]:
    """Identities of the holder and of all elements inside it."""
    inside = {id(holder)}
    for node in page.nodes:
        if node.parent is not None and id(node.parent) in inside:
            inside.add(id(node))
    return inside


def _run(blocks: list[Block]) -> list[Block]:
    """The heaviest run of blocks, furniture inside it left out (as body.py does with lines)."""
    kinds = [furniture_kind(block.text) for block in blocks]
    weights = [_weight(block, kind) for block, kind in zip(blocks, kinds, strict=True)]
    best, best_first, best_last = 0.0, 0, -1
    total, first = 0.0, 0
    for number, weight in enumerate(weights):
        if total <= 0:
            total, first = 0.0, number
        total += weight
        if total > best:
            best, best_first, best_last = total, first, number
    kept = [blocks[at] for at in range(best_first, best_last + 1) if kinds[at] is None and _is_kept(blocks[at])]
    while kept and _is_signature(kept[-1]):
        kept.pop()
    return kept


def _is_signature(block: Block) -> bool:
    """True for a short last line that is no sentence and in no list: who wrote it, where it came from."""
    text = block.text
    return len(text) < 60 and text[-1] not in SENTENCE_ENDS and text[-1] not in ":;)" and block.tag in ("p", "div")


def _weight(block: Block, kind: Furniture | None) -> float:
    text, size = block.text, len(block.text)
    if block.links > 0.6 * size:
        return -0.3 if block.tag in ("p", "li") else -0.6
    if block.node.caption:
        return 0.0
    if kind in ("tail", "closing"):
        return -5.0
    if kind:
        return -0.5
    if block.tag in HEADINGS:
        return -0.2
    if size >= 200:
        return 3.0
    if text[-1] in SENTENCE_ENDS or text[-1] in ":;":
        return 1.5 if size >= 80 else 0.5
    if size >= 80:
        return 0.3
    return 0.1 if block.tag in ("p", "li", "td", "th", "blockquote") else -0.3


def _is_kept(block: Block) -> bool:
    """False for captions, and for links that are no sentence."""
    if block.node.caption:
        return False
    if block.links <= 0.8 * len(block.text):
        return True
    return block.tag == "p" and (len(block.text) <= 20 or block.text[-1] in SENTENCE_ENDS)
