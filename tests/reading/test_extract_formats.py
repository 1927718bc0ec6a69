"""Text comes out of every kind of document, with what the document says of itself and nothing more."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import docx
import pytest
from fpdf import FPDF

from caytre.reading.errors import CannotRead
from caytre.reading.extract import extract

PARAGRAPH = (
    "Bộ trưởng Ngoại giao hai nước đã hội đàm tại Hà Nội và nhất trí đưa kim ngạch thương mại lên 5 tỷ USD vào năm"
    " 2030, đồng thời mở lại đường bay thẳng giữa hai thủ đô trong quý tới."
)
SECOND = "Hai bên cũng ký một bản ghi nhớ về đào tạo cán bộ ngoại giao, có hiệu lực ngay trong ngày."


def a_docx(**core: str) -> bytes:
    document = docx.Document()
    for key, value in core.items():
        setattr(document.core_properties, key, value)
    document.add_paragraph("Kết quả hội đàm tại Hà Nội", style="Title")
    document.add_paragraph(PARAGRAPH)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Kim ngạch năm 2025"
    table.cell(0, 1).text = "3,2 tỷ USD"
    document.add_paragraph(SECOND)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_pdf(*pages: str, title: str = "", password: str = "") -> bytes:
    pdf = FPDF()
    if title:
        pdf.set_title(title)
    if password:
        pdf.set_encryption(owner_password="owner", user_password=password)
    for text in pages:
        pdf.add_page()
        pdf.set_font("Helvetica", size=12)
        pdf.multi_cell(0, 8, text)
    return bytes(pdf.output())


def test_the_text_of_a_plain_file_is_the_file_itself():
    content = "  Tin vắn\r\n\r\n" + PARAGRAPH + "\t\r\n\r\n\x0c" + SECOND + "  \r\n"

    extracted = extract(content.encode(), name="tin.txt")

    assert extracted.text == content
    assert extracted.media_type == "text/plain"


def test_a_word_document_gives_paragraphs_cells_and_its_title():
    extracted = extract(a_docx(author="Lê Thị Hoa"), name="bao-cao.docx")

    assert extracted.title == "Kết quả hội đàm tại Hà Nội"
    assert extracted.author == "Lê Thị Hoa"
    assert PARAGRAPH in extracted.body
    assert SECOND in extracted.body
    assert "3,2 tỷ USD" in extracted.text
    assert extracted.language == "vi"


def test_the_account_that_saved_a_word_document_is_no_author():
    assert extract(a_docx(author="Administrator"), name="a.docx").author is None


def test_words_deleted_under_tracked_changes_are_not_read():
    source = zipfile.ZipFile(io.BytesIO(a_docx()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for part in source.namelist():
            data = source.read(part)
            if part == "word/document.xml":
                data = data.replace(
                    b"</w:body>",
                    b"<w:p><w:del><w:r><w:t>secret</w:t></w:r></w:del><w:r><w:t>kept</w:t></w:r></w:p></w:body>",
                )
            package.writestr(part, data)

    text = extract(out.getvalue(), name="a.docx").text

    assert "kept" in text
    assert "secret" not in text


def test_a_pdf_gives_the_text_of_its_pages_without_running_heads_and_numbers():
    page = "Weekly bulletin of the mission\n{}\nPage {} of 4"
    sentences = [
        f"Point {n}: the delegation met the minister on trade and signed paper number {n}." for n in range(1, 5)
    ]

    extracted = extract(
        a_pdf(*(page.format(s, n) for n, s in enumerate(sentences, 1)), title="Bulletin 12"), name="b.pdf"
    )

    assert extracted.media_type == "application/pdf"
    assert all(sentence in extracted.text for sentence in sentences)
    assert "Page 2 of 4" not in extracted.text
    assert extracted.text.count("Weekly bulletin") <= 1
    assert extracted.title == "Bulletin 12"


def test_a_message_gives_subject_sender_day_and_text():
    message = EmailMessage()
    message["Subject"] = "Kết quả làm việc với Bộ Công Thương"
    message["From"] = "Trần Văn Minh <minh@example.org>"
    message["To"] = "vu@example.org"
    message["Date"] = "Fri, 20 Nov 2026 23:30:00 +0700"
    message.set_content(PARAGRAPH + "\n\n" + SECOND)
    message.add_attachment(b"%PDF-1.4 ...", maintype="application", subtype="pdf", filename="phu-luc.pdf")

    extracted = extract(message.as_bytes(), name="thu.eml")

    assert extracted.title == "Kết quả làm việc với Bộ Công Thương"
    assert extracted.author == "Trần Văn Minh"
    assert extracted.published == "2026-11-20"
    assert SECOND in extracted.body
    assert "phu-luc.pdf" in extracted.warnings[0]


def test_signature_and_quoted_answer_are_no_part_of_a_message():
    message = EmailMessage()
    message["Subject"] = "Re: Lịch họp"
    message["From"] = "Trần Văn Minh <minh@example.org>"
    message.set_content(
        f"{PARAGRAPH}\n\nOn 19/11/2026, Lan wrote:\n> Anh gửi giúp lịch họp.\n\n{SECOND}\n\n-- \nMinh\nTầng 3.\n"
    )

    body = extract(message.as_bytes(), name="thu.eml").body

    assert body.startswith(PARAGRAPH)
    assert body.endswith(SECOND)
    assert "gửi giúp" not in body


def test_a_message_of_html_alone_is_read_as_text():
    message = EmailMessage()
    message["Subject"] = "Note"
    message["From"] = "desk@example.org"
    message.set_content(f"<html><body><p>{PARAGRAPH}</p><p>{SECOND}</p></body></html>", subtype="html")

    assert extract(message.as_bytes(), name="note").text == f"{PARAGRAPH}\n{SECOND}"


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.html", "a", "a.pdf"])
def test_the_kind_is_told_from_the_bytes_not_the_name(name):
    assert extract(a_pdf("The minister arrived in Hanoi on Monday."), name=name).media_type == "application/pdf"
    assert extract(a_docx(), name=name).media_type.endswith("wordprocessingml.document")
    page = f"<!DOCTYPE html><html><head><title>t</title></head><body><p>{PARAGRAPH}</p></body></html>"
    assert extract(page.encode(), name=name).media_type == "text/html"
    assert extract(PARAGRAPH.encode(), name=name).media_type == "text/plain"


def test_a_locked_pdf_is_refused_with_the_reason():
    with pytest.raises(CannotRead, match=r"^a\.pdf: it is locked with a password\. Open it, save it without"):
        extract(a_pdf("Secret", password="x1"), name="a.pdf")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "old Office file"),
        (bytes(range(256)) * 20, "binary data"),
        (b"%PDF-1.7\n" + b"garbage " * 50, "damaged PDF"),
        (b"PK\x03\x04" + b"garbage" * 50, "damaged Word document"),
    ],
)
def test_what_cannot_be_read_says_what_and_what_to_do(data, words):
    with pytest.raises(CannotRead, match=words) as caught:
        extract(data, name="inbox/file.txt")

    assert str(caught.value).startswith("inbox/file.txt: ")
    assert "\n" not in str(caught.value)
    assert caught.value.remedy
