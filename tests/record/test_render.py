"""Printed answers: every form says the same, takes any text as text, and comes out alike each time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from caytre.record import render
from caytre.record.engine import dossier as engine
from caytre.record.engine.answers import ActorRef
from caytre.record.engine.facts import Fact, Passage
from caytre.record.engine.layout import lay_out
from caytre.record.render import svg

VIETNAM = ActorRef("state:VN", "Việt Nam", "Viet Nam", "state", "VN")
KAZAKHSTAN = ActorRef("state:KZ", "Kazakhstan", "Kazakhstan", "state", "KZ")
MOMENT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
NASTY = (
    "<script>alert(1)</script> & \"quotes\" 'and' #let x = 1; #panic() $e = mc^2$ *bold* _it_ `code` [a](javascript:x)"
    " | pipe | \\ back ]]> <!-- --> \x00\x08\x1b\x7f \ud800 \ufffe \u202eevil\u202c =cmd|' /C calc'!A0 {{ x }} {% y %}"
    " <w:p/> @import // /* */ ~~~ ### 1. "
)


def passage(number: int, quote: str = "lời của nguồn", **fields) -> Passage:
    given = {"title": "Bài báo", "publisher": "Báo Mẫu", "published": "2026-11-15", "language": "vi"} | fields
    return Passage(number, 0, len(quote), quote, **given)


def trade(number: int, year: str, **fields) -> Fact:
    return Fact(
        number, "trade_figure", subject=VIETNAM, object=KAZAKHSTAN, value="kim ngạch thương mại hai chiều",
        number=Decimal(number * 100_000_000), unit="USD", valid=year, valid_from=date(int(year), 1, 1),
        valid_to=date(int(year), 12, 31), passages=(passage(number),), **fields,
    )  # fmt: skip


def a_dossier(text: str = "khai trương đường bay", **passages):
    event = Fact(
        1, "event", subject=KAZAKHSTAN, value=text, valid="2026", valid_from=date(2026, 1, 1), classification=2,
        passages=(passage(1, text, **passages),),
    )  # fmt: skip
    left, right = trade(5, "2025"), trade(6, "2025")
    proposed = replace(event, id=9, standing="proposed", value=f"đề xuất {text}")
    return engine.write(
        engine.Material(
            subject=replace(KAZAKHSTAN, vi=text[:60], en=text[:60]) if text == NASTY else KAZAKHSTAN,
            other=None,
            as_of=date(2026, 11, 22),
            known_on=MOMENT,
            held={"event": [event], "trade_figure": [trade(3, "2023"), trade(4, "2024"), left, right]},
            proposed=[proposed],
            proposed_count=1,
            contradictions=[(1, "value", left, right, date(2026, 11, 20))],
        )
    )


def text_of(kind: str, made: bytes) -> str:
    """The words of a printed answer, as a reader of that form gets them."""
    if kind == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    if kind == "docx":
        body = open_docx(io.BytesIO(made)).element.body
        return " ".join("".join(p.itertext(qn("w:t"))) for p in body.iter(qn("w:p")))
    if kind == "html":
        root = etree.HTML(made)
        return " ".join(" ".join(each.itertext()) for each in root.iter("body"))
    return re.sub(r"\\([\\`*_\[\]<>#|~&$^])", r"\1", made.decode())


def plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("kind", render.FORMATS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_form_says_every_sentence_every_source_and_the_classification(kind, language):
    answer = a_dossier()
    page = lay_out(answer, language)

    words = plain(text_of(kind, render.printed(answer, kind, language=language)))

    assert plain(page.level) in words
    assert plain(page.title) in words
    for block in page.blocks:
        if said := getattr(block, "text", None):
            assert plain(said) in words, said
    for source in page.sources:
        assert plain(source.quote) in words
        assert plain(source.about) in words


@pytest.mark.parametrize("kind", render.FORMATS)
def test_the_same_answer_gives_the_same_bytes(kind):
    assert render.printed(a_dossier(), kind, language="vi") == render.printed(a_dossier(), kind, language="vi")


@pytest.mark.parametrize("kind", render.FORMATS)
def test_hostile_text_is_printed_as_text(kind):
    answer = a_dossier(NASTY, title=NASTY, publisher=NASTY, origin='https://x.example/"><script>')

    words = plain(text_of(kind, render.printed(answer, kind, language="vi")))

    for piece in ("<script>alert(1)</script>", "#panic()", "$e=mc^2$", "{{x}}", "<w:p/>", "]]>"):
        assert piece in words
    assert not {"\x00", "\x08", "\x1b", "\ud800", "\ufffe", "\u202e"} & set(words)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_html_has_no_script_fetches_nothing_and_links_only_to_the_web():
    made = render.html(a_dossier(NASTY, title=NASTY, origin="javascript:alert(1)"), language="vi")
    parser = _Tags()
    parser.feed(made)

    names = {name for name, _ in parser.tags}
    assert not names & {"script", "iframe", "img", "link", "object", "form"}
    for _, attributes in parser.tags:
        assert not any(name.startswith("on") or name in ("src", "style") for name in attributes)
        assert re.match(r"#source-\d+$|https?://", attributes.get("href") or "#source-1")
    assert "default-src 'none'" in made


def test_html_is_well_formed_in_its_language_with_one_heading_of_the_first_rank():
    made = render.html(a_dossier(), language="en")
    root = etree.fromstring(made.partition("\n")[2].replace("<meta ", "<meta/><x ").encode(), etree.HTMLParser())

    assert root.get("lang") == "en"
    assert len(root.findall(".//h1")) == 1
    anchors = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(anchors) == len(set(anchors))
    assert {each.get("href")[1:] for each in root.iter("a") if each.get("href", "").startswith("#")} <= set(anchors)


def test_sources_open_in_the_installation_where_its_address_is_known_else_where_they_were_published():
    answer = a_dossier(origin="https://bao.example/bai-1")

    at_home = render.html(answer, language="vi", address="https://hoso.example/")
    abroad = render.html(answer, language="vi")

    assert 'href="https://hoso.example/record/documents/1/?start=0&amp;end=21#passage"' in at_home
    assert 'href="https://bao.example/bai-1"' in abroad


def test_the_pdf_is_tagged_titled_in_its_language_on_a4_with_its_own_font_and_without_a_date():
    reader = PdfReader(io.BytesIO(render.pdf(a_dossier(), language="vi")))
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert reader.metadata.title == "Hồ sơ: Kazakhstan"
    assert "/CreationDate" not in reader.metadata
    width, height = reader.pages[0].mediabox[2:]
    assert (round(float(width)), round(float(height))) == (595, 842)
    fonts = {
        str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()
    }
    assert fonts and all("BeVietnamPro" in font for font in fonts)


def test_the_pdf_links_footnote_marks_to_sources():
    reader = PdfReader(io.BytesIO(render.pdf(a_dossier(), language="vi", address="https://hoso.example")))

    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert any("/Dest" in link or link.get("/A", {}).get("/S") == "/GoTo" for link in links)
    assert any("hoso.example/record/documents/1/" in str(link.get("/A", {}).get("/URI", "")) for link in links)


def test_the_docx_has_real_styles_tables_links_language_and_the_classification_on_every_page():
    made = render.docx(a_dossier(), language="vi", address="https://hoso.example")
    document = open_docx(io.BytesIO(made))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    section = document.sections[0]
    xml = zipfile.ZipFile(io.BytesIO(made))

    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet"} <= styles
    assert len(document.tables) == 2  # the contradiction and the chart's values
    assert "Hạn chế" in section.header.paragraphs[0].text
    assert "Hạn chế" in section.footer.paragraphs[0].text
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert b'w:val="vi-VN"' in xml.read("word/styles.xml")
    assert any("hoso.example" in rel.target_ref for rel in document.part.rels.values() if rel.is_external)
    body = xml.read("word/document.xml").decode()
    assert set(re.findall(r'w:anchor="(\w+)"', body)) == set(re.findall(r'w:name="(source_\d+)"', body))
    assert 'descr="Kim ngạch thương mại hai chiều' in body


def test_a_chart_is_never_without_its_table_and_its_words():
    (plot,) = [block for block in lay_out(a_dossier(), "vi").blocks if hasattr(block, "rows")]
    drawn = etree.fromstring(svg.bars(plot))

    assert drawn.get("role") == "img"
    assert "Kim ngạch thương mại hai chiều" in drawn.get("aria-label")
    assert len(drawn.findall("{*}rect")) == len(plot.rows) == 4
    assert "<table>" in render.html(a_dossier(), language="vi")


def test_bars_hang_below_the_line_where_a_value_is_negative_and_zero_is_drawn():
    (plot,) = [block for block in lay_out(a_dossier(), "vi").blocks if hasattr(block, "rows")]
    values = (Decimal(-5), Decimal(0), Decimal(10))
    rows = tuple(replace(row, number=value) for row, value in zip(plot.rows, values, strict=False))
    drawn = etree.fromstring(svg.bars(replace(plot, rows=rows)))

    zero = float(drawn.find("{*}line").get("y1"))
    below, none, above = drawn.findall("{*}rect")
    assert float(below.get("y")) == pytest.approx(zero, abs=0.1)
    assert float(none.get("height")) < 1
    assert float(above.get("y")) + float(above.get("height")) == pytest.approx(zero, abs=0.1)


def test_markdown_keeps_one_line_per_sentence_and_no_markup_of_the_sources():
    made = render.markdown(a_dossier("dòng một\ndòng hai\n# không phải tiêu đề\n- không phải mục"), language="vi")

    assert "\n# không" not in made
    assert "\n- không" not in made
    assert "dòng một dòng hai" in made


def test_an_unreviewed_proposal_is_marked_with_a_word_in_every_form():
    for kind in render.FORMATS:
        assert "chưaduyệt" in plain(text_of(kind, render.printed(a_dossier(), kind, language="vi"))).lower()
