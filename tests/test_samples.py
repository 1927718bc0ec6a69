"""The sample documents are made from their sources, and say what they are."""

import email
import email.policy
import io
from pathlib import Path

import docx
import pypdf
import pytest
from samples import make

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="module")
def made():
    return make.make()


def words(name, content):
    """What a reader of the document sees, as one line."""
    if name.endswith(".docx"):
        document = docx.Document(io.BytesIO(content))
        paragraphs = [*document.sections[0].header.paragraphs, *document.paragraphs]
        text = "\n".join(paragraph.text for paragraph in paragraphs)
    elif name.endswith(".pdf"):
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    else:
        text = content.decode()
    return " ".join(text.split())


def test_every_source_has_its_document_and_every_document_its_source(made):
    documents = {path.name for path in SAMPLES.iterdir() if path.is_file() and path.suffix not in (".md", ".py")}

    assert documents == set(made)


def test_the_documents_are_those_their_sources_make(made):
    for name, content in made.items():
        assert words(name, (SAMPLES / name).read_bytes()) == words(name, content), name


def test_every_document_says_that_it_is_a_sample(made):
    for name in made:
        content = (SAMPLES / name).read_bytes()
        if name.endswith(".eml"):
            letter = email.message_from_bytes(content, policy=email.policy.default)
            content = letter.get_content().encode()
        assert "Tài liệu mẫu" in words(name, content), name


def test_all_five_forms_and_both_languages_are_there():
    sources = [make.read_source(path) for path in (SAMPLES / "sources").glob("*.txt")]

    assert {source.form for source in sources} == {"html", "text", "docx", "pdf", "eml"}
    assert {source.language for source in sources} == {"vi", "en"}
