"""How fast documents are read and in how much memory, beside trafilatura and underthesea's tagger, in one run.

Usage: python -m benchmarks.reading

Each reader reads the same documents in a process of its own: once to warm up, then in rounds until two seconds have
passed. Printed: milliseconds of processor time per document, documents per second, peak memory, and what that memory
was before the first document. Web pages are those of the measuring data, or the project's samples where it is absent;
Vietnamese texts are the project's corpus. Last, one text grown a thousandfold: a linear reader's time per character
stays the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 2.0
Reader = Callable[[bytes], object]


def web_pages() -> list[bytes]:
    """Real pages beside the project, else the project's own samples."""
    shared = Path(os.environ.get("CAYTRE_SHARED") or ROOT.parent / "shared")
    if (shared / "data/watch/html/ground-truth.json").exists():
        from benchmarks.html_pages import load_pages

        return [page.data for page in load_pages(shared)]
    return [path.read_bytes() for path in sorted((ROOT / "samples").glob("*.html"))]


def vietnamese_texts() -> list[bytes]:
    """The corpus that frames are tuned and tested on."""
    folder = ROOT / "tests/reading/corpus"
    return [path.read_bytes() for path in sorted(folder.glob("*/*.txt")) if "ệ" in path.read_text("utf-8")]


def caytre_whole() -> Reader:
    from caytre.reading.pipeline import read

    return lambda data: read(data, name="document")


def caytre_extraction() -> Reader:
    from caytre.reading.extract import extract

    return lambda data: extract(data, name="document")


def caytre_names() -> Reader:
    from caytre.reading.names import find_names

    return lambda data: find_names(data.decode(), "vi")


def trafilatura_defaults() -> Reader:
    import trafilatura

    return trafilatura.extract


def trafilatura_with_metadata() -> Reader:
    import trafilatura

    return lambda data: trafilatura.extract(data, with_metadata=True)


def underthesea_tagger() -> Reader:
    from underthesea import ner

    return lambda data: ner(data.decode())


PAGES: dict[str, Callable[[], Reader]] = {
    "caytre, text to facts": caytre_whole,
    "caytre, text and metadata only": caytre_extraction,
    "trafilatura, defaults": trafilatura_defaults,
    "trafilatura, with metadata": trafilatura_with_metadata,
}
TEXTS: dict[str, Callable[[], Reader]] = {
    "caytre, text to facts": caytre_whole,
    "caytre, names only": caytre_names,
    "underthesea, ner": underthesea_tagger,
}


def megabytes() -> float:
    """Peak memory of this process. Not getrusage's, which starts at that of the process that started this one."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def measure(make: Callable[[], Reader], documents: list[bytes]) -> dict[str, float]:
    """Milliseconds per document and peak memory of one reader, in this process."""
    before = megabytes()
    reader = make()
    for data in documents:
        reader(data)
    rounds, begun = 0, time.process_time()
    while time.process_time() - begun < SECONDS:
        for data in documents:
            reader(data)
        rounds += 1
    spent = (time.process_time() - begun) / (rounds * len(documents))
    return {"milliseconds": 1000 * spent, "peak": megabytes(), "before": before}


def table(title: str, kind: str, readers: dict[str, Callable[[], Reader]], documents: list[bytes]) -> None:
    """One line per reader, each measured in a process of its own."""
    size = sum(map(len, documents)) / len(documents) / 1000
    print(f"{title}: {len(documents)} documents of {size:.0f} kB on average")
    print(f"  {'':32}{'ms/document':>12}{'documents/s':>13}{'peak MB':>9}{'of it for the documents':>25}")
    for name in readers:
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.reading", kind, name],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            print(f"  {name:32} not measured: {(run.stderr.strip().splitlines() or ['?'])[-1]}")
            continue
        got = json.loads(run.stdout.splitlines()[-1])
        print(
            f"  {name:32}{got['milliseconds']:12.2f}{1000 / got['milliseconds']:13.0f}{got['peak']:9.0f}"
            f"{got['peak'] - got['before']:22.0f} MB"
        )


def growth() -> None:
    """One article repeated 1, 10, 100 and 1,000 times: processor time per character."""
    reader = caytre_whole()
    article = vietnamese_texts()[0].decode()
    reader(article.encode())
    print("Growth: one text repeated")
    for times in (1, 10, 100, 1000):
        data = "\n\n".join(article.replace("2026", str(2000 + number % 90)) for number in range(times)).encode()
        begun = time.process_time()
        reader(data)
        spent = time.process_time() - begun
        print(f"  {len(data.decode()):9,} characters{spent:9.3f} s{1e6 * spent / len(data.decode()):8.2f} µs/character")


def main() -> None:
    """Print the tables; with a kind and a reader's name, measure that one and print JSON."""
    sys.path.insert(0, str(ROOT / "src"))
    kinds = {"pages": (PAGES, web_pages), "texts": (TEXTS, vietnamese_texts)}
    if len(sys.argv) == 3:
        readers, documents = kinds[sys.argv[1]]
        print(json.dumps(measure(readers[sys.argv[2]], documents())))
        return
    table("Web pages", "pages", PAGES, web_pages())
    table("Vietnamese texts", "texts", TEXTS, vietnamese_texts())
    growth()


if __name__ == "__main__":
    main()
