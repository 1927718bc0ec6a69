"""Files that would break a reader: each ends in one clear sentence, in bounded time and memory."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from caytre.reading.body import find_body
from caytre.reading.errors import CannotRead
from caytre.reading.extract import extract, limits
from caytre.reading.pipeline import read_path
from tests.reading.test_extract_formats import PARAGRAPH, a_docx, a_pdf


def test_a_file_too_large_is_refused_by_its_size_before_it_is_read(tmp_path: Path):
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # sparse: takes no room on the disk

    with pytest.raises(CannotRead, match="it is 200 MB, more than the 50 MB that are read"):
        read_path(large)


def test_a_word_document_that_unfolds_without_end_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b"<w:p>" + b" " * 1_000_000)

    assert len(out.getvalue()) < 2_000_000
    with pytest.raises(CannotRead, match="unfolds"):
        extract(out.getvalue(), name="bomb.docx")


def test_a_word_document_that_unfolds_past_the_limit_is_refused_however_little_it_was_packed(monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED", 200)

    with pytest.raises(CannotRead, match="unfolds"):
        extract(a_docx(), name="large.docx")


def test_a_word_document_that_lies_about_its_size_is_refused():
    data = bytearray(a_docx())
    place = data.rfind(b"word/document.xml") - 46  # its entry in the central directory
    assert data[place : place + 4] == b"PK\x01\x02"
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")

    with pytest.raises(CannotRead):
        extract(bytes(data), name="liar.docx")


def test_entities_that_multiply_are_not_unfolded():
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE w [<!ENTITY a0 "ha">{entities}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", xml)

    with pytest.raises(CannotRead):
        extract(out.getvalue(), name="laughs.docx")


@pytest.mark.parametrize("tag", ["div", "b", "span", "table"])
def test_a_page_of_a_million_nested_tags_is_refused(tag):
    page = b"<html><body>" + f"<{tag}>".encode() * 1_000_000 + b"hello"

    with pytest.raises(CannotRead, match="tags"):
        extract(page, name="deep.html")


def test_a_page_nested_deeper_than_its_parser_follows_is_refused_not_cut():
    page = b"<html><body>" + b"<div>" * 2000 + PARAGRAPH.encode() + b"</div>" * 2000 + b"</body></html>"

    with pytest.raises(CannotRead, match="nested"):
        extract(page, name="deep.html")


def test_a_pdf_cut_off_in_the_middle_is_read_or_refused():
    whole = a_pdf(*["The delegation met the minister on trade." for _ in range(5)])
    for cut in range(200, len(whole), len(whole) // 12):
        try:
            extract(whole[:cut], name="cut.pdf")
        except CannotRead as refused:
            assert "cut.pdf" in str(refused)


def test_a_pdf_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch):
    """A page tree that goes round in a circle, and a bound of half a second."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + b"2 0 R " * 3 + b"] /Count 1000000000 >>",
    ]
    body = b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    body += b"trailer << /Root 1 0 R /Size 3 >>\n%%EOF"
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.5)

    with pytest.raises(CannotRead):
        extract(body, name="circle.pdf")
    monkeypatch.undo()
    assert extract(a_pdf("The next document is read as ever."), name="next.pdf").text.strip()


def test_reading_goes_on_after_the_process_apart_was_killed():
    from caytre.reading.extract import apart

    extract(a_pdf("First."), name="first.pdf")
    assert apart._worker is not None
    os.kill(apart._worker.process.pid, 9)
    apart._worker.process.wait()

    assert extract(a_pdf("Second document."), name="second.pdf").text.strip() == "Second document."


def test_a_missing_file_and_a_folder_are_refused_in_a_sentence(tmp_path: Path):
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(CannotRead, match="cannot be opened"):
            read_path(path)


FAST = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def readable_or_refused(data: bytes, name: str) -> None:
    """The whole contract: text with bounds inside it, or CannotRead."""
    try:
        extracted = extract(data, name=name)
    except CannotRead as refused:
        assert name in str(refused)
        return
    extracted.text.encode("utf-8")
    assert 0 <= extracted.body_start <= extracted.body_end <= len(extracted.text)
    edge = extracted.body_start
    for start, end in extracted.boilerplate:
        assert edge <= start <= end <= extracted.body_end
        edge = end
    assert len(extracted.body) <= len(extracted.text)


@FAST
@given(st.binary(max_size=3000), st.sampled_from(["a.txt", "a.html", "a.docx", "a.eml", "a"]))
@example(b"\xff\xfe\x00", "a.txt")
@example(b"PK\x05\x06" + b"\0" * 18, "a.docx")
@example(b"From: \nTo: \nDate: x\n\n", "a.eml")
def test_any_bytes_are_read_or_refused(data, name):
    readable_or_refused(data, name)


MARKUP = st.lists(
    st.sampled_from(
        (
            *("<p>", "</p>", "<div class='share'>", "<div>", "</div>", "<table><tr><td>", "<br>", "<a href=x>", "</a>"),
            *(
                "<script>",
                "</script>",
                "<script type='application/ld+json'>",
                "<!--",
                "-->",
                "<![CDATA[",
                "&amp",
                "&#0;",
            ),
            *(
                '{"@type":"NewsArticle","headline":["x"],"author":{"name":[1]}}',
                "&#xD800;",
                "\x00",
                "\ud7ff",
                PARAGRAPH,
            ),
            *("<meta property='og:title' content='Hi'>", "<time datetime='2026-13-45'>", "<h1>", "</h1>", "Tin vắn. "),
        )
    ),
    max_size=60,
).map("".join)


@FAST
@given(MARKUP)
def test_any_markup_is_read_or_refused(markup):
    readable_or_refused(("<html>" + markup).encode("utf-8", "surrogatepass"), "a.html")


@FAST
@given(st.text(max_size=2000))
def test_any_text_is_read_or_refused(text):
    readable_or_refused(text.encode("utf-8", "surrogatepass"), "a.txt")


@FAST
@given(st.data())
def test_a_word_document_with_broken_bytes_is_read_or_refused(data):
    whole = bytearray(a_docx())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    readable_or_refused(bytes(whole), "a.docx")


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "ă",
        " ",
        "(",
        "![",
        "Ảnh: ",
        "| ",
        "Theo dõi ",
        "... ",
        "\n",
        "a\n",
        "1/1/2026 ",
        "(Ảnh: ",
        "Xem thêm: \n",
        "A. B. ",
        "By ",
        "tháng ",
    ],
)
def test_no_run_of_signs_makes_the_work_explode(unit):
    """A pattern that is quadratic would take minutes on these; linear ones take a blink."""
    text = unit * (400_000 // len(unit))

    body = find_body(text)

    assert 0 <= body.start <= body.end <= len(text)
