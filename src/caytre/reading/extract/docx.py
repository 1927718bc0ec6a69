"""DOCX: paragraphs and table cells of the main part, read straight from the package so that no bomb unfolds."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from caytre.reading.errors import CannotRead
from caytre.reading.extract import limits
from caytre.reading.extract.encoding import mend_fonts
from caytre.reading.extract.plain import from_text
from caytre.reading.extract.sniff import MEDIA_TYPES
from caytre.reading.metadata import says_title, says_writer
from caytre.reading.model import Extracted

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTENT_TYPES = "[Content_Types].xml"
_RATIO = 200  # times a part may unfold; ordinary ones stay under twenty


def read_docx(data: bytes, name: str) -> Extracted:
    """Text of the main part, one line a paragraph; what was deleted under tracked changes is left out."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _damaged(name) from error
    with package:
        names = set(package.namelist())
        if "word/document.xml" not in names:
            raise _not_word(name, names)
        lines, title = _paragraphs(_part(package, "word/document.xml", name), name)
        core = _core(package, names, name)
    text, warnings = mend_fonts("\n".join(lines))
    if not text.strip():
        raise CannotRead(
            name,
            "the document holds no text, perhaps only pictures",
            "Give it as text, or have it recognised (OCR) first",
        )
    return from_text(
        text,
        media_type=MEDIA_TYPES["docx"],
        warnings=warnings,
        title=title or says_title(core.get("title")),
        author=says_writer(core.get("creator")),
    )


def _part(package: zipfile.ZipFile, part: str, name: str) -> bytes:
    """One part unpacked, never further than the limit, whatever the package claims."""
    info = package.getinfo(part)
    if info.flag_bits & 0x1:
        raise CannotRead(name, "it is locked with a password", "Open it, save it without the password, and try again")
    if info.file_size > limits.MAX_UNPACKED or info.file_size > _RATIO * max(info.compress_size, 4096):
        raise _bomb(name)
    try:
        with package.open(info) as stream:
            data = stream.read(limits.MAX_UNPACKED + 1)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _damaged(name) from error
    except Exception as error:  # zlib.error, lzma.LZMAError: no common base
        raise _damaged(name) from error
    if len(data) > limits.MAX_UNPACKED:
        raise _bomb(name)
    return data


def _paragraphs(xml: bytes, name: str) -> tuple[list[str], str | None]:
    """Lines of text and the first paragraph styled as title."""
    from lxml import etree

    lines: list[str] = []
    title: str | None = None
    buffer: list[str] = []
    style = ""
    skipping = 0
    try:
        events = etree.iterparse(
            io.BytesIO(xml),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
        )
        for event, element in events:
            tag: Any = element.tag
            if not isinstance(tag, str):
                continue
            kind = tag.rpartition("}")[2]
            if not tag.startswith((_W, _W_STRICT)):
                # A drawing's text stands twice, for new and old programs: the fallback is left out.
                if kind == "Fallback":
                    skipping += 1 if event == "start" else -1
                continue
            if kind in ("del", "moveFrom"):
                skipping += 1 if event == "start" else -1
            elif event == "end" and not skipping:
                if kind == "t":
                    buffer.append(element.text or "")
                elif kind == "tab":
                    buffer.append("\t")
                elif kind in ("br", "cr"):
                    buffer.append("\n")
                elif kind == "pStyle":
                    style = next(iter(element.attrib.values()), "")
                elif kind == "p":
                    line = "".join(buffer).replace("\x00", "")
                    if title is None and style.lower() == "title" and line.strip():
                        title = " ".join(line.split())
                    lines.append(line)
                    buffer, style = [], ""
            if event == "end" and kind in ("p", "tbl"):
                element.clear()
    except etree.XMLSyntaxError as error:
        raise _damaged(name) from error
    return lines, title


def _core(package: zipfile.ZipFile, names: set[str], name: str) -> dict[str, str]:
    """Title and creator as the program that wrote the file noted them."""
    from lxml import etree

    if "docProps/core.xml" not in names:
        return {}
    try:
        root = etree.fromstring(
            _part(package, "docProps/core.xml", name),
            etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False),
        )
    except etree.XMLSyntaxError:
        return {}
    found = {key: root.findtext(f"{_DC}{key}") or "" for key in ("title", "creator")}
    return {key: " ".join(value.split()) for key, value in found.items()}


def _damaged(name: str) -> CannotRead:
    return CannotRead(
        name,
        "it is a damaged Word document or archive",
        "Open it in the program it came from, save it again, and try again",
    )


def _bomb(name: str) -> CannotRead:
    most = limits.mebibytes(limits.MAX_UNPACKED)
    return CannotRead(
        name,
        f"it unfolds to more than {most} or far beyond its size, as harmful files do",
        "If you trust it, save its text alone",
    )


def _not_word(name: str, names: set[str]) -> CannotRead:
    kinds = {
        "xl/workbook.xml": "an Excel workbook",
        "ppt/presentation.xml": "a PowerPoint presentation",
        "mimetype": "an OpenDocument or e-book file",
    }
    what = next((words for part, words in kinds.items() if part in names), "an archive")
    return CannotRead(
        name, f"it is {what}, which is not read", "Give its documents one by one as DOCX, PDF, HTML or text"
    )
