"""The article of an HTML page, and what the page states of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caytre.reading.extract import extract

FIRST = (
    "Chiều 19/11, tại trụ sở Bộ Ngoại giao, hai Thứ trưởng đã đồng chủ trì vòng Tham khảo chính trị lần thứ mười một, "
    "rà soát việc thực hiện các thỏa thuận cấp cao và bàn kế hoạch trao đổi đoàn."
)
SECOND = "Hai bên nhất trí sớm ký hiệp định dẫn độ và mở tổng lãnh sự quán tại thành phố lớn thứ hai của mỗi nước."
THIRD = "Vòng tham khảo tiếp theo sẽ diễn ra tại thủ đô của nước bạn vào nửa cuối năm 2027, ngày sẽ được thông báo."


def a_page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


ARTICLE = f"<p>{FIRST}</p><h3>Kết quả</h3><p>{SECOND}</p><p>{THIRD}</p>"
EXPECTED = f"{FIRST}\nKết quả\n{SECOND}\n{THIRD}"


@pytest.mark.parametrize(
    "around",
    [
        "<nav><a href=/>Trang chủ</a> <a href=/t>Thời sự</a></nav>{}<footer>Bản quyền</footer>",
        "<div class='wrap'><div class='detail-content'>{}</div><div class='box-tinlienquan'><p>"
        + "Tin khác. " * 40
        + "</p></div></div>",
        "<div class='left-col'>{}<div class='social-share'>Chia sẻ để bạn bè cùng đọc bài viết này nhé.</div></div>",
        "<article>{}</article><section class='comments'><p>"
        + "Tôi rất đồng ý với bài viết này của tòa soạn. " * 30
        + "</p></section>",
        "<div id='sidebar-main'>{}</div>",
        "<table><tr><td><a href=1>Mục 1</a><br><a href=2>Mục 2</a></td><td>{}</td></tr></table>",
        "<main>{}<figure><img src=a.jpg><figcaption>Hai Thứ trưởng chiều nay. Ảnh: VGP</figcaption></figure></main>",
    ],
)
def test_the_article_is_found_without_what_stands_around_it(around):
    extracted = extract(a_page(around.format(ARTICLE)), name="page.html")

    assert extracted.body == EXPECTED
    assert extracted.language == "vi"
    assert extracted.media_type == "text/html"


def test_paragraphs_divided_by_line_breaks_are_paragraphs():
    extracted = extract(a_page(f"<div>{FIRST}<br><br>{SECOND}<br/><br/>{THIRD}</div>"), name="page.html")

    assert extracted.text == f"{FIRST}\n{SECOND}\n{THIRD}"


def test_words_are_not_glued_or_split_at_inline_tags():
    extracted = extract(
        a_page(f"<p>Bộ trưởng <b>Lê Hoài Tr</b>ung gặp <a href=x>Đại sứ</a>. {FIRST}</p>"), name="p.html"
    )

    assert extracted.text.startswith("Bộ trưởng Lê Hoài Trung gặp Đại sứ. ")


def test_of_several_stories_on_one_page_the_one_with_its_headline_is_read():
    other = (
        "<article><h2>Chuyện khác</h2><p>"
        + "Một câu chuyện khác hẳn, dài hơn nhiều so với bài chính. " * 20
        + "</p></article>"
    )
    page = a_page(
        f"<div><article><h1>Tham khảo chính trị lần thứ mười một</h1>{ARTICLE}</article>{other}</div>",
        "<title>Tham khảo chính trị lần thứ mười một | Báo Ví Dụ</title>",
    )

    body = extract(page, name="page.html").body

    assert SECOND in body
    assert "Một câu chuyện khác hẳn" not in body


def test_a_page_that_calls_its_text_a_comment_is_read_all_the_same():
    assert SECOND in extract(a_page(f"<div class='comment-content'>{ARTICLE}</div>"), name="page.html").body


def json_ld(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@context': 'https://schema.org', **fields})}</script>"


def test_json_ld_is_believed_before_other_marks():
    head = json_ld(
        **{"@type": "NewsArticle", "headline": "Tham khảo chính trị", "datePublished": "2026-11-19T23:10:00+07:00"},
        author=[{"@type": "Person", "name": "Nguyễn Hà"}, {"@type": "Person", "name": "Lê Vy"}],
        publisher={"@type": "Organization", "name": "Báo Ví Dụ"},
    )
    head += "<meta property='og:title' content='Khác'><meta property='article:published_time' content='2020-01-01'>"

    extracted = extract(a_page(ARTICLE, head), name="page.html")

    assert extracted.title == "Tham khảo chính trị"
    assert extracted.author == "Nguyễn Hà, Lê Vy"
    assert extracted.publisher == "Báo Ví Dụ"
    assert extracted.published == "2026-11-19"


def test_what_is_described_in_json_ld_but_is_no_article_is_not_the_article():
    head = json_ld(**{"@type": "Organization", "name": "Báo Ví Dụ", "foundingDate": "1999-01-01"})
    head += json_ld(**{"@type": "VideoObject", "name": "Phim", "datePublished": "2019-05-05"})

    extracted = extract(a_page(ARTICLE, head), name="page.html")

    assert extracted.published is None
    assert extracted.title is None


def test_meta_elements_give_title_site_author_and_date():
    head = (
        "<title>Tham khảo chính trị lần 11 | Báo Ví Dụ</title>"
        "<meta property='og:title' content='Tham khảo chính trị lần 11 - Báo Ví Dụ'>"
        "<meta property='og:site_name' content='Báo Ví Dụ'><meta name='author' content='Nguyễn Hà'>"
        "<meta property='article:published_time' content='2026-11-19T08:00:00+07:00'>"
    )

    extracted = extract(a_page(ARTICLE, head), name="page.html")

    assert (extracted.title, extracted.publisher) == ("Tham khảo chính trị lần 11", "Báo Ví Dụ")
    assert (extracted.author, extracted.published) == ("Nguyễn Hà", "2026-11-19")


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("<span class='date'>Thứ Hai, 22/11/2026, 08:30 (GMT+7)</span>", "2026-11-22"),
        ("<div class='publish-date'>22-11-2026 08:30</div>", "2026-11-22"),
        ("<time datetime='2026-11-22T08:30:00Z'>hôm qua</time>", "2026-11-22"),
        ("<time>November 22, 2026</time>", "2026-11-22"),
        ("<span class='date'>Cập nhật: 23/11/2026</span><span class='date'>22/11/2026</span>", "2026-11-22"),
        ("<span class='date'>Sự kiện ngày 2/9/1945 tại Ba Đình</span>", None),
        ("<span class='date'>31/2/2026</span>", None),
        ("<span class='date'>22/11</span>", None),
    ],
)
def test_a_visible_dateline_gives_the_day_and_nothing_is_guessed(shown, day):
    assert extract(a_page(shown + ARTICLE), name="page.html").published == day


@pytest.mark.parametrize(
    ("stated", "edtf"), [("2026-11", "2026-11"), ("2026", "2026"), ("2026-13-01", None), ("soon", None)]
)
def test_a_date_keeps_the_precision_it_is_given_with(stated, edtf):
    head = f"<meta property='article:published_time' content='{stated}'>"

    assert extract(a_page(ARTICLE, head), name="page.html").published == edtf


@pytest.mark.shared
def test_real_pages_are_read_at_least_as_well_as_pinned(shared: Path):
    """F1 of 4-word shingles over the article-extraction-benchmark; the floors may be raised, not lowered."""
    from benchmarks.html_pages import halves, load_pages, score

    pages = load_pages(shared)
    read = {page.id: extract(page.data, name=f"{page.id}.html").body for page in pages}
    open_half, held_back = halves(pages)

    assert score(pages, read).f1 >= 0.975
    assert score(open_half, read).f1 >= 0.98
    assert score(held_back, read).f1 >= 0.968


def test_the_scorer_knows_right_wrong_and_half():
    from benchmarks.html_pages import Page, score

    page = Page("a", b"", "one two three four five six seven eight")

    assert score([page], {"a": page.article}).f1 == 1.0
    assert score([page], {"a": "nothing of that kind at all here"}).f1 == 0.0
    half = score([page], {"a": "one two three four five six"})
    assert half.precision == 1.0
    assert half.recall == pytest.approx(3 / 5)
