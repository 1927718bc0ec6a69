"""Title, author, publisher and date of publication, where the text gives them; null where it does not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caytre.reading.body import Body
from caytre.reading.dateline import dateline, is_dateline, is_update
from caytre.reading.furniture import furniture_kind
from caytre.reading.syllables import is_syllable


@dataclass(frozen=True)
class Told:
    """What a document tells of itself."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None


_BY = re.compile(
    r"^(?:(?:by|written by|story by|words by)\s*:?\s+|(?:author|authors|tác giả|người viết|phóng viên|thực hiện"
    r"|(?:tin|bài)(?:\s*(?:,|và|-)\s*ảnh)?)\s*:\s*)(?P<name>.+)$",
    re.I,
)
_BORROWED = re.compile(
    r"\s*[(–-]\s*(?:theo|tổng hợp|lược dịch|t/h|ghi|thực hiện|từ|from|with)\b[^()]{0,60}\)?\s*$", re.I
)
_PUBLISHER = re.compile(r"^theo dõi\s+(?:báo\s+)?(?P<name>.{2,60}?)\s+trên\b", re.I)
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*\.?")
_NOT_NAMES = frozenset(
    (
        "trang chủ|thời sự|thế giới|quốc tế|chính trị|xã hội|kinh tế|kinh doanh|đối ngoại|ngoại giao|pháp luật"
        "|văn hóa|giáo dục|thể thao|giải trí|sức khỏe|đời sống|du lịch|khoa học|công nghệ|bạn đọc|việt nam|hà nội"
        "|tin tức|tin mới|tin nóng|góc nhìn|bình luận|phân tích|phỏng vấn|sự kiện|xã luận|biển đảo|kiều bào|home"
        "|world|politics|business|opinion|asia|world news|asia pacific|southeast asia|press release|press releases"
        "|news|analysis|features|the debate|diplomacy|security|economy|print edition|photo|video|podcast"
        "|meetings coverage"
    ).split("|")
)
# What a house or an office begins with, never a writer.
_HOUSES = frozenset("báo tạp đài cổng ban bộ vụ sở cục viện hội nhóm phòng theo nguồn tin ảnh xem đọc".split())
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+")


def of_text(text: str, body: Body) -> Told:
    """What the lines around the article tell."""
    title_at = _title(body)
    title = body.head[title_at].text if title_at is not None else None
    after_title = body.head[title_at + 1 :] if title_at is not None else ()
    parts = [part for line in after_title[:6] for part in _PARTS.split(line.text)]
    author = next((name for part in parts if (name := _name_alone(part))), None)
    if author is None and body.foot:
        author = name_below(body.foot[0].text) or next(
            filter(None, (byline(line.text) for line in body.foot[:2])), None
        )
    dates = [(day, is_update(line.text)) for line in body.head if (day := dateline(line.text))]
    published = next((day for day, update in dates if not update), None) or next((day for day, _ in dates), None)
    if published is None:  # a report that only says how old it is does so below its last line
        published = next((day for line in body.foot[:2] if (day := dateline(line.text))), None)
    publishers = (_PUBLISHER.match(line.text) for line in (*body.head[-12:], *body.lines[:8]) if len(line.text) < 120)
    publisher = next((match["name"].strip() for match in publishers if match), None)
    return Told(title, author, publisher, published)


def _title(body: Body) -> int | None:
    """The headline among the lines before the article: the longest of several, the first of equals."""
    said_again = {line.key for line in body.lines} | {line.key for line in body.foot[:40]}
    best, best_score = None, 0.0
    place = 0
    for number, line in enumerate(body.head):
        size = len(line.text)
        if size < 12 or size > 260 or " " not in line.text or line.has_credit or line.is_cell or byline(line.text):
            continue
        if line.text[0].islower() or furniture_kind(line.text) or is_dateline(line.text) or line.text.count("|") > 1:
            continue
        beside = [*body.head[max(0, number - 1) : number], *body.head[number + 1 : number + 3]]
        score = (
            1.0
            - 0.1 * min(place, 5)
            + min(size, 90) / 300
            + (1.0 if size >= 25 and line.key in said_again else 0.0)
            + (0.5 if any(is_dateline(near.text) or byline(near.text) for near in beside) else 0.0)
            + (0.3 if size >= 30 else 0.0)
            + (0.2 if not line.ends_sentence else 0.0)
        )
        place += 1
        if score > best_score + 1e-9:
            best, best_score = number, score
    return best


def byline(text: str) -> str | None:
    """The writer after "By" or "Tác giả", where what follows reads like a name."""
    match = _BY.match(text)
    if not match:
        return None
    named = re.split(r"\s+(?:for|in|from)\s+|\s[|–—-]\s|\s\|", match["name"], maxsplit=1)[0].strip(" .|")
    names = [name.strip() for name in re.split(r",\s|\s&\s|\s(?:and|và)\s", named)]
    names = [name for name in names if name and name.casefold() != "staff"]
    return named if names and all(map(looks_like_name, names)) else None


def _name_alone(text: str) -> str | None:
    """The writer on a line under the headline: after "By", or nothing but a name."""
    if len(text) > 120:
        return None
    if _BY.match(text):
        return byline(text)
    text = _BORROWED.sub("", text).strip(" .")
    if not looks_like_name(text):
        return None
    return text.title() if text.isupper() else text


def name_below(text: str) -> str | None:
    """The writer on the line right below the last one, where Vietnamese papers put him: a Vietnamese name alone."""
    name = _name_alone(text)
    if not name:
        return None
    words = name.casefold().split()
    return name if len(words) <= 4 and words[0] not in _HOUSES and all(map(is_syllable, words)) else None


def looks_like_name(text: str) -> bool:
    """True for two to five capitalised words that are no section of a newspaper."""
    text = text.strip(" .")
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60 or text.casefold() in _NOT_NAMES or furniture_kind(text):
        return False
    if not all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in words):
        return False
    if any(word.isupper() and len(word) > 1 for word in words) and not text.isupper():
        return False  # "PV VGP", "Theo TTXVN"
    return not text.isupper() or all(is_syllable(word.casefold()) for word in words)


_NOBODY = re.compile(
    r"admin|administrator|user|microsoft|office|windows|python-docx|unknown|^pc$|^hp$|dell|^\W*$", re.I
)
_NO_TITLE = re.compile(
    r"^(?:microsoft word|document\d*$|untitled|word document|tài liệu\d*$|slide \d+$|\W*$)"
    r"|\.(?:docx?|pdf|rtf|odt|indd|xlsx?|pptx?)$",
    re.I,
)


def says_title(noted: str | None) -> str | None:
    """The title that a program noted in its file, unless it is a file name or a placeholder."""
    return noted if noted and not _NO_TITLE.search(noted) else None


def says_writer(noted: str | None) -> str | None:
    """The author that a program noted in its file, unless it is a machine or an account."""
    return noted if noted and not _NOBODY.search(noted) else None
