"""A laid-out page as a Word document: real styles, numbered sources with links, A4, classification on every page.

Set in Times New Roman, which every office has and Vietnamese administrative documents are set in (Decree 30/2020/NĐ-CP,
annex I); headings keep our colours. The same page gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from caytre.record.engine import sentences
from caytre.record.engine.layout import Block, Heading, Line, Page, Pair, Plot, Remark, Source
from caytre.record.render import svg
from caytre.record.render.clean import printable

FONT = "Times New Roman"
INK, MUTED, BAMBOO_DEEP, GOLD, RED = (
    RGBColor.from_string(colour) for colour in ("1B231F", "55605A", "1E4A2B", "8A6100", "A3231F")
)
LEVEL_COLOURS = (BAMBOO_DEEP, BAMBOO_DEEP, GOLD, RED)
LOCALES = {"vi": "vi-VN", "en": "en-GB"}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the time stamp of every part: none


def print_page(page: Page) -> bytes:
    """The page as DOCX."""
    return _Printer(page).bytes()


class _Printer:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.document: Any = Document()
        self.bookmarks = 0
        self.pictures = 0
        self._properties()
        self._styles()
        self._paper()

    def bytes(self) -> bytes:
        document, page = self.document, self.page
        level = document.add_paragraph()
        self._run(level, page.level, bold=True, colour=LEVEL_COLOURS[page.level_number])
        document.add_paragraph(printable(page.title), style="Title")
        document.add_paragraph(printable(page.subtitle), style="Subtitle")
        for block in page.blocks:
            self._block(block)
        if page.sources:
            document.add_heading(page.sources_title, 1)
            for source in page.sources:
                self._source(source)
        plain = io.BytesIO()
        document.save(plain)
        return _timeless(plain.getvalue())

    # --- set-up ------------------------------------------------------------------

    def _properties(self) -> None:
        properties = self.document.core_properties
        properties.title = printable(self.page.title)[:255]
        properties.author = properties.last_modified_by = "Cây Tre"
        properties.category = self.page.level
        properties.language = LOCALES[self.page.language]
        properties.comments = ""
        properties.created = properties.modified = datetime(*EPOCH, tzinfo=UTC)

    def _styles(self) -> None:
        styles = self.document.styles
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        for old in defaults.findall(qn("w:lang")):
            defaults.remove(old)
        language = OxmlElement("w:lang")
        for name in ("w:val", "w:eastAsia"):
            language.set(qn(name), LOCALES[self.page.language])
        defaults.append(language)
        looks = {
            "Normal": (12, INK, False, 4),
            "Title": (22, INK, True, 2),
            "Subtitle": (12, MUTED, False, 8),
            "Heading 1": (15, BAMBOO_DEEP, True, 4),
            "Heading 2": (12, INK, True, 2),
            "List Bullet": (12, INK, False, 3),
        }
        for name, (size, colour, bold, after) in looks.items():
            style = styles[name]
            style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
            style.font.color.rgb = colour
            properties = style.element.get_or_add_rPr()
            fonts = properties.find(qn("w:rFonts"))
            for old in list(fonts.attrib):  # themed fonts would win over the named one
                del fonts.attrib[old]
            for script in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{script}"), FONT)
            style.paragraph_format.space_after = Pt(after)
            for old in (*properties.findall(qn("w:spacing")), *style.element.findall(f".//{qn('w:pBdr')}")):
                old.getparent().remove(old)  # the template's wide letters and blue rule
        for name in ("Heading 1", "Heading 2"):
            styles[name].paragraph_format.keep_with_next = True
            styles[name].paragraph_format.space_before = Pt(12 if name == "Heading 1" else 8)

    def _paper(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(30), Mm(20)  # as the decree has it
        section.top_margin = section.bottom_margin = Mm(20)
        for place, right in ((section.header, self.page.title), (section.footer, None)):
            paragraph = place.paragraphs[0]
            paragraph.style = self.document.styles["Normal"]  # the header's own style has tabs of its own
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)
            self._run(paragraph, self.page.level, bold=True, colour=LEVEL_COLOURS[self.page.level_number], size=9)
            if right is not None:
                self._run(paragraph, f"\t{right[:90]}", colour=MUTED, size=9)
            else:
                word = sentences.term("word.page", self.page.language)
                self._run(paragraph, f"\t{word} ", colour=MUTED, size=9)
                self._field(paragraph, "PAGE")
                self._run(paragraph, " / ", colour=MUTED, size=9)
                self._field(paragraph, "NUMPAGES")

    # --- blocks ------------------------------------------------------------------

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text=text, rank=rank):
                self.document.add_heading(printable(text), rank - 1)
            case Line():
                self._line(self.document.add_paragraph(style="List Bullet"), block)
            case Remark(text=text):
                self._run(self.document.add_paragraph(), text, colour=MUTED)
            case Pair():
                self._pair(block)
            case Plot():
                self._plot(block)

    def _line(self, paragraph: Any, line: Line) -> None:
        for part in line.parts:
            self._run(paragraph, part.text, bold=bool(part.actor))
        if line.mark:
            self._run(paragraph, f" [{line.mark}]", bold=True, colour=GOLD)
        self._marks(paragraph, line.notes)

    def _pair(self, pair: Pair) -> None:
        table = self.document.add_table(rows=2, cols=2, style="Table Grid")
        head = table.cell(0, 0).merge(table.cell(0, 1)).paragraphs[0]
        self._run(head, pair.kind, bold=True, colour=RED)
        if pair.found:
            self._run(head, f" ({pair.found})", colour=MUTED)
        head.paragraph_format.keep_with_next = True
        for column, line in enumerate((pair.left, pair.right)):
            self._line(table.cell(1, column).paragraphs[0], line)
        self.document.add_paragraph()

    def _plot(self, plot: Plot) -> None:
        unit = f" ({plot.unit})" if plot.unit else ""
        caption = self.document.add_paragraph()
        self._run(caption, plot.title + unit, bold=True)
        caption.paragraph_format.keep_with_next = True
        picture = self.document.add_paragraph()
        picture.paragraph_format.keep_with_next = True
        shape = picture.add_run().add_picture(io.BytesIO(svg.as_png(plot)), width=Mm(125))
        self.pictures += 1
        about = shape._inline.docPr
        about.set("descr", printable(plot.title))
        about.set("name", f"chart {self.pictures}")
        table = self.document.add_table(rows=1, cols=2, style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        words = [sentences.term(f"word.{word}", self.page.language) for word in ("period", "value")]
        for cell, word in zip(table.rows[0].cells, words, strict=True):
            self._run(cell.paragraphs[0], word, bold=True)
        _repeat_as_header(table.rows[0])
        for row in plot.rows:
            cells = table.add_row().cells
            cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._run(cells[0].paragraphs[0], row.period)
            self._run(cells[1].paragraphs[0], row.value)
            self._marks(cells[1].paragraphs[0], row.notes)
        for column, width in zip(table.columns, (Mm(45), Mm(65)), strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width
        self.document.add_paragraph()

    def _source(self, source: Source) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(9), Mm(-9)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(9))
        self._bookmark(paragraph, f"source_{source.number}", f"{source.number}.")
        self._run(paragraph, f"\t“{source.quote}” – ", size=10)
        if source.link:
            relation = self.document.part.relate_to(
                printable(source.link), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            self._link(paragraph, source.title, ("r:id", relation), size=10)
        else:
            self._run(paragraph, source.title, size=10)
        self._run(paragraph, f" ({source.about})", colour=MUTED, size=10)

    # --- pieces ------------------------------------------------------------------

    def _run(
        self,
        paragraph: Any,
        text: str,
        *,
        bold: bool = False,
        colour: RGBColor | None = None,
        size: float | None = None,
    ) -> Any:
        run = paragraph.add_run(printable(text))
        run.bold = bold or None
        if colour is not None:
            run.font.color.rgb = colour
        if size:
            run.font.size = Pt(size)
        return run

    def _marks(self, paragraph: Any, notes: tuple[int, ...]) -> None:
        for index, number in enumerate(notes):
            self._run(paragraph, ", " if index else "\u2060[").font.superscript = True
            self._link(paragraph, str(number), ("w:anchor", f"source_{number}"), superscript=True)
        if notes:
            self._run(paragraph, "]").font.superscript = True

    def _link(
        self,
        paragraph: Any,
        text: str,
        target: tuple[str, str],
        *,
        size: float | None = None,
        superscript: bool = False,
    ) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn(target[0]), target[1])
        run = self._run(paragraph, text, colour=BAMBOO_DEEP, size=size)
        run.font.underline = not superscript
        run.font.superscript = superscript or None
        link.append(run._r)
        paragraph._p.append(link)

    def _bookmark(self, paragraph: Any, name: str, text: str) -> None:
        self.bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(self.bookmarks))
        start.set(qn("w:name"), name)
        paragraph._p.append(start)
        self._run(paragraph, text, size=10)
        paragraph._p.append(end)

    def _field(self, paragraph: Any, code: str) -> None:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = self._run(paragraph, "1", colour=MUTED, size=9)
        field.append(run._r)
        paragraph._p.append(field)


def _repeat_as_header(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _timeless(document: bytes) -> bytes:
    """The same package without the time at which it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(part, old.read(name))
    return packed.getvalue()
