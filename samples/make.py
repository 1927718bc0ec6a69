"""Make the sample documents: the texts of sources/, dressed as pages, letters and papers of the outside world.

Usage: python samples/make.py             writes the documents beside this file

A source begins with `key: value` lines (form, site, language, title, author, published, section) and goes on, after
an empty line, in paragraphs: `## ` begins a heading, `! ` a caption, `- ` an item, `| ` a row of a table. `form` says
what is made of it: html (dressed by sites/<site>.html), text (as saved from a page), docx, pdf or eml. The same sources
give the same bytes.
"""

from __future__ import annotations

import html
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from string import Template

import docx
import typst

HERE = Path(__file__).resolve().parent
MARKS = {
    "vi": "Tài liệu mẫu của dự án Cây Tre: nhân vật, số liệu và sự kiện đều hư cấu.",
    "en": "Sample document of the Cây Tre project (Tài liệu mẫu): its persons, figures and events are invented.",
}
SUFFIXES = {"html": ".html", "text": ".txt", "docx": ".docx", "pdf": ".pdf", "eml": ".eml"}
# A zip archive needs a time for each member; this one says nothing and never changes.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Source:
    """One text and how it is to be dressed; `blocks` are (kind, text), kind one of p, h, caption, item, row."""

    slug: str
    form: str
    site: str
    language: str
    title: str
    author: str
    published: str
    section: str
    blocks: tuple[tuple[str, str], ...]

    @property
    def mark(self) -> str:
        return MARKS[self.language]

    @property
    def moment(self) -> datetime:
        moment = datetime.fromisoformat(self.published)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    @property
    def day(self) -> str:
        moment = self.moment
        return f"{moment.day}/{moment.month}/{moment.year}" if self.language == "vi" else f"{moment:%-d %B %Y}"


def read_source(path: Path) -> Source:
    head, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
    fields = {key: value.strip() for key, _, value in (line.partition(":") for line in head.splitlines())}
    blocks = []
    for block in rest.strip().split("\n\n"):
        for prefix, kind in (("## ", "h"), ("! ", "caption")):
            if block.startswith(prefix):
                blocks.append((kind, block.removeprefix(prefix)))
                break
        else:
            for line in block.splitlines():
                kind = "item" if line.startswith("- ") else "row" if line.startswith("| ") else "p"
                blocks.append((kind, line.removeprefix("- ") if kind == "item" else line))
    return Source(slug=path.stem, blocks=tuple(blocks), **fields)


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("| ").split("|")]


# --- one function per form, Source -> bytes ---


def as_html(source: Source) -> bytes:
    parts = []
    for kind, text in source.blocks:
        safe = html.escape(text, quote=False)
        if kind == "caption":
            # Pages give a caption twice: as the picture's alternative and below it.
            quoted = html.escape(text)
            parts.append(
                f'<figure><img src="/anh/{source.slug}.jpg" alt="{quoted}"><figcaption>{safe}</figcaption></figure>'
            )
        else:
            parts.append({"h": f"<h2>{safe}</h2>", "item": f"<ul><li>{safe}</li></ul>"}.get(kind, f"<p>{safe}</p>"))
    linked_data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": source.title,
        "datePublished": source.published, "author": {"@type": "Person", "name": source.author},
        "inLanguage": source.language,
    }  # fmt: skip
    template = Template((HERE / "sites" / f"{source.site}.html").read_text(encoding="utf-8"))
    return template.substitute(
        language=source.language, title=html.escape(source.title), author=html.escape(source.author),
        published=source.published, day=source.day, section=html.escape(source.section), slug=source.slug,
        mark=html.escape(source.mark), body="\n".join(parts), json_ld=json.dumps(linked_data, ensure_ascii=False),
    ).encode()  # fmt: skip


def as_text(source: Source) -> bytes:
    """A page as a reader saves it: menu, doubled captions and teasers become lines among lines."""
    lines: list[str] = []
    if source.site == "bao-mau":
        lines += ["Báo Mẫu", "Thời sự", "Thế giới", "Kinh tế", "Đời sống", source.title, "", source.author]
        lines += [source.moment.strftime("%H:%M | %d/%m/%Y")]
    else:
        lines += [source.section, source.title, f"New York, {source.day}", ""]
    for kind, text in source.blocks:
        lines += [text, text, ""] if kind == "caption" else [text, ""]
    if source.site == "bao-mau":
        lines += ["Chia sẻ", "Theo dõi Báo Mẫu trên", "Đọc thêm"]
        for teaser in (
            "Tử vi tuần mới: tuổi Mão gặp quý nhân",
            "Giá xăng dầu tiếp tục giảm",
            "Nga và Mỹ nối lại đàm phán",
        ):
            lines += [teaser, "", teaser, ""]
        lines += ["Phiên bản di động"]
    return ("\n".join([*lines, source.mark]).strip() + "\n").encode()


def as_docx(source: Source) -> bytes:
    document = docx.Document()
    document.core_properties.title = source.title
    document.core_properties.author = source.author
    document.core_properties.language = source.language
    document.core_properties.created = document.core_properties.modified = source.moment.replace(tzinfo=None)
    document.sections[0].header.paragraphs[0].text = source.mark
    document.add_heading(source.title, level=1)
    document.add_paragraph(f"{source.author}, {source.day}")
    table = None
    for kind, text in source.blocks:
        if kind == "row":
            table = table or document.add_table(rows=0, cols=len(cells(text)), style="Table Grid")
            for cell, content in zip(table.add_row().cells, cells(text), strict=True):
                cell.text = content
            continue
        table = None
        if kind == "h":
            document.add_heading(text, level=2)
        else:
            document.add_paragraph(text, style="List Bullet" if kind == "item" else None)
    made = io.BytesIO()
    document.save(made)
    return _without_times(made.getvalue())


def _without_times(archive: bytes) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()


def as_pdf(source: Source) -> bytes:
    moment = source.moment
    lines = [
        f"#set document(title: {json.dumps(source.title, ensure_ascii=False)}, "
        f"author: {json.dumps(source.author, ensure_ascii=False)}, "
        f"date: datetime(year: {moment.year}, month: {moment.month}, day: {moment.day}))",
        f'#set text(lang: "{source.language}", size: 11pt)',
        '#set page(paper: "a4", numbering: "1", '
        f"header: text(size: 8pt, {json.dumps(source.mark, ensure_ascii=False)}))",
        "#set par(justify: true)",
    ]
    for kind, text in (("title", source.title), ("p", f"{source.author}, {source.day}"), *source.blocks):
        quoted = json.dumps(text, ensure_ascii=False)
        level = {"title": 1, "h": 2}.get(kind)
        lines.append(f"#heading(level: {level}, {quoted})" if level else f"#par(text({quoted}))")
    return typst.compile("\n".join(lines).encode())


def as_eml(source: Source) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{source.author} <astana@dai-su-quan.example>"
    message["To"] = "Vụ Châu Âu <vu-chau-au@bo.example>"
    message["Subject"] = source.title
    message["Date"] = source.moment
    message["Message-ID"] = f"<{source.slug}@dai-su-quan.example>"
    paragraphs = [text for _, text in source.blocks]
    message.set_content("\n\n".join([*paragraphs, f"-- \n{source.mark}"]) + "\n", charset="utf-8")
    # Folding at 78, Python 3.11 loses the blanks between the encoded words of a long subject.
    return message.as_bytes(policy=SMTP.clone(max_line_length=900))


MAKERS: dict[str, Callable[[Source], bytes]] = {
    "html": as_html,
    "text": as_text,
    "docx": as_docx,
    "pdf": as_pdf,
    "eml": as_eml,
}


def make() -> dict[str, bytes]:
    """File name -> content of every sample document."""
    sources = [read_source(path) for path in sorted((HERE / "sources").glob("*.txt"))]
    return {source.slug + SUFFIXES[source.form]: MAKERS[source.form](source) for source in sources}


if __name__ == "__main__":
    for name, content in make().items():
        (HERE / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
