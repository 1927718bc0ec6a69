"""The figures that the reading of facts must keep, measured on annotated texts and pinned in facts_floors.json.

    python -m tests.reading.facts_floors            print what is measured now
    python -m tests.reading.facts_floors --raise    pin what is better than the floor
    python -m tests.reading.facts_floors --lower    pin what is measured, also where it is worse: say why in the commit

Of the held-out half only totals are ever printed.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from caytre.reading.pipeline import read_path
from caytre.reading.rows import row_of
from tests.reading.scoring import Score, score_documents

HERE = Path(__file__).parent
FLOORS = HERE / "facts_floors.json"
FIGURES = ("precision", "recall", "date_accuracy", "quotes_exact")
SLACK = 0.02  # what one fact more or less may move a figure


def folders() -> dict[str, Path]:
    shared = Path(os.environ.get("CAYTRE_SHARED") or HERE.parents[2] / "shared")
    return {
        "dev": HERE / "corpus" / "dev",
        "held_out": HERE / "corpus" / "held_out",
        "seeds": shared / "data" / "seeds",
    }


def measure(folder: Path) -> Score:
    """Read every text of an annotated folder through the whole pipeline and score the facts."""
    gold = [json.loads(line) for line in (folder / "gold_facts.jsonl").read_text(encoding="utf-8").splitlines() if line]
    bodies = json.loads((folder / "gold_body.json").read_text(encoding="utf-8"))
    rows = [row_of(path.name, read_path(path)) for path in sorted(folder.glob("*.txt"))]
    return score_documents(gold, bodies, rows)


def figures(score: Score) -> dict[str, float]:
    return {name: round(getattr(score, name), 3) for name in FIGURES}


def floors() -> dict[str, dict[str, float]]:
    return json.loads(FLOORS.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> None:
    pinned = floors() if FLOORS.exists() else {}
    for name, folder in folders().items():
        if not folder.exists():
            print(f"{name}: not beside the checkout")
            continue
        found = figures(measure(folder))
        print(name, " ".join(f"{figure}={value:.3f}" for figure, value in found.items()))
        old = pinned.get(name, {})
        if "--lower" in arguments:
            pinned[name] = found
        elif "--raise" in arguments:
            pinned[name] = {figure: max(value, old.get(figure, 0.0)) for figure, value in found.items()}
    if "--lower" in arguments or "--raise" in arguments:
        FLOORS.write_text(json.dumps(pinned, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
