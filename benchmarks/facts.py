"""How well facts are read: precision, recall, dates and body boundaries, per set of annotated texts.

Usage: python benchmarks/facts.py [--types] [--misses] [--readme]

Reads the project's corpus (dev and held_out) and, where the measuring data lies beside the checkout (or where
CAYTRE_SHARED points), its seeds; prints one line per set. `--types` adds a table per fact type, `--misses` names what
was missed and what was wrong, never for held_out; `--readme` writes the table into README.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.reading.scoring import Score, ratio, score_documents  # noqa: E402


def annotated_sets() -> dict[str, Path]:
    """Name -> folder with texts, gold_facts.jsonl and gold_body.json."""
    corpus = ROOT / "tests" / "reading" / "corpus"
    shared = Path(os.environ.get("CAYTRE_SHARED") or ROOT.parent / "shared")
    folders = {"dev": corpus / "dev", "held_out": corpus / "held_out", "seeds": shared / "data" / "seeds"}
    return {name: folder for name, folder in folders.items() if (folder / "gold_facts.jsonl").exists()}


def read_folder(folder: Path) -> list[dict]:
    """What `caytre read --json` prints for the texts of a folder."""
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    with tempfile.TemporaryDirectory() as data_dir:
        environment.setdefault("CAYTRE_DATA_DIR", data_dir)
        answer = subprocess.run(
            [sys.executable, "-m", "caytre", "read", *map(str, sorted(folder.glob("*.txt"))), "--json"],
            env=environment, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    return [json.loads(line) for line in answer.stdout.splitlines() if line.strip()]


def score_folder(folder: Path) -> Score:
    gold = [json.loads(line) for line in (folder / "gold_facts.jsonl").read_text(encoding="utf-8").splitlines() if line]
    bodies = json.loads((folder / "gold_body.json").read_text(encoding="utf-8"))
    return score_documents(gold, bodies, read_folder(folder))


def type_table(score: Score) -> str:
    lines = [f"  {'type':24}{'gold':>6}{'found':>7}{'false':>7}{'P':>8}{'R':>8}"]
    for kind in sorted(score.gold.keys() | score.false.keys()):
        gold, found, false = score.gold[kind], score.found[kind], score.false[kind]
        lines.append(
            f"  {kind:24}{gold:6}{found:7}{false:7}{ratio(found, found + false):8.3f}{ratio(found, gold):8.3f}"
        )
    return "\n".join(lines)


def lines_of(scores: dict[str, Score]) -> list[str]:
    """The table: a head, and a line per set."""
    lines = [
        f"{'set':10}{'texts':>6}{'facts':>7}{'gold':>6}{'P':>8}{'R':>8}{'F1':>8}{'dates':>8}{'quotes':>8}{'bodies':>8}"
        f"{'subject':>9}{'object':>8}{'value':>8}{'filled':>8}{'neutral':>9}{'outside':>9}{'median quote':>14}"
    ]
    for name, score in scores.items():
        named = "".join(
            f"{ratio(score.fields_right[field], score.fields_asked[field]):{width}.3f}"
            for field, width in (("subject", 9), ("object", 8), ("value", 8))
        )
        filled = f"{ratio(score.fields_right.total(), score.fields_filled.total()):8.3f}"  # of the slots not left empty
        bodies = f"{score.bodies_right}/{score.bodies}"
        lines.append(
            f"{name:10}{score.documents:6}{score.facts:7}{score.gold.total():6}{score.precision:8.3f}{score.recall:8.3f}"
            f"{score.f1:8.3f}{score.date_accuracy:8.3f}{score.quotes_exact:8.3f}{bodies:>8}"
            f"{named}{filled}{score.neutral:9}{score.outside:9}{score.median_quote:14.0f}"
        )
    return lines


def write_into_readme(lines: list[str]) -> None:
    """Put the table of our own sets where README and its Vietnamese twin show it."""
    block = "```\n" + "\n".join(lines) + "\n```"
    for path in (ROOT / "README.md", ROOT / "README.vi.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"```\nset .*?```", lambda _: block, text, flags=re.S), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--types", action="store_true", help="a table per fact type")
    parser.add_argument("--misses", action="store_true", help="name what was missed and what was wrong (not held_out)")
    parser.add_argument("--readme", action="store_true", help="write the lines of dev and held_out into README")
    options = parser.parse_args()
    scores = {name: score_folder(folder) for name, folder in annotated_sets().items()}
    print("\n".join(lines_of(scores)))
    for name, score in scores.items():
        if options.types:
            print(f"{name}\n{type_table(score)}")
        if options.misses and name != "held_out":
            print(name)
            for word, rows in (("body", score.wrong_bodies), ("missed", score.misses), ("false", score.mistakes)):
                print("\n".join(f"  {word:8}{row}" for row in rows))
    if options.readme:
        write_into_readme(lines_of({name: score for name, score in scores.items() if name != "seeds"}))


if __name__ == "__main__":
    main()
