"""The article is found exactly in the pages given for measuring."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from caytre.reading.extract import extract

pytestmark = pytest.mark.shared


def test_body_boundaries_are_exact_on_the_measuring_pages(shared: Path):
    sys.path.insert(0, str(shared / "score"))
    from score_facts import body_is_right

    gold = json.loads((shared / "data/seeds/gold_body.json").read_text("utf-8"))
    for row in gold:
        extracted = extract((shared / "data/seeds" / row["seed"]).read_bytes(), name=row["seed"])

        assert body_is_right(row, extracted.body), row["seed"]
        assert extracted.title == row["title"]
        assert extracted.author == row["author"]
        assert extracted.published == row["published"]
        assert extracted.language == "vi"
