"""Out and in again: what leaves in any format comes back the same, and a wrong line takes nothing in."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest

from caytre.accounts.permissions import NotAllowed
from caytre.record import services, store
from caytre.record.errors import NotYours
from caytre.record.exporters import csv_table, ftm, jsonl
from caytre.record.exporters.rows import Wanted
from caytre.record.models import Actor, Document, Evidence, Name, Statement
from caytre.record.services import exporting
from caytre.record.services.importing import ImportRefused, import_file
from tests.record.conftest import a_fact, a_person

pytestmark = pytest.mark.django_db

ALL = Wanted(level=2, statuses=("accepted", "proposed"))
TEXT = (
    "Tổng thống Kassym-Jomart Tokayev thăm Việt Nam từ ngày 3/9/2026.\n"
    "Kazakhstan là thành viên Liên hợp quốc. Nâng quan hệ lên Đối tác chiến lược năm 2025.\n"
    "Thương mại hai chiều đạt hơn 800 triệu USD năm 2024."
)


@pytest.fixture
def record(starter, read_as, officer):
    """Five facts of five schemata, one accepted, one corrected, at two levels."""
    kz = {"object": "Kazakhstan", "object_id": "state:KZ"}
    tokayev = "Kassym-Jomart Tokayev"
    facts = [
        a_fact(TEXT, f"Tổng thống {tokayev}", "position_held", subject=tokayev, value="Tổng thống", date="2026", **kz),
        a_fact(TEXT, f"{tokayev} thăm Việt Nam từ ngày 3/9/2026", "visit", subject=tokayev, object="Việt Nam",
               object_id="state:VN", date="2026-09-03/", place="Hà Nội", countries=("VN", "KZ"), modality="planned"),
        a_fact(TEXT, "Kazakhstan là thành viên Liên hợp quốc", "organisation_membership", subject="Kazakhstan",
               subject_id="state:KZ", object="Liên hợp quốc", object_id="org:un", value="thành viên"),
        a_fact(TEXT, "Đối tác chiến lược năm 2025", "partnership_level", subject="Việt Nam", subject_id="state:VN",
               value="Đối tác chiến lược", date="2025", **kz),
        a_fact(TEXT, "đạt hơn 800 triệu USD năm 2024", "trade_figure", subject="Việt Nam", subject_id="state:VN",
               value=8e8, unit="USD", bound="at_least", date="2024", **kz),
    ]  # fmt: skip
    read_as(
        TEXT, *facts, mentions=(a_person(TEXT, tokayev, "KZ"),), origin="https://baochinhphu.vn/a", title="=Tin",
        published="2026-08-30",
    )  # fmt: skip
    secret = "Mật. " + TEXT
    read_as(secret, a_fact(secret, "Đối tác chiến lược", "policy_goal", subject="+X", value="y"), classification=2)
    services.accept(Statement.objects.get(predicate="position_held"), by=officer)
    services.edit(Statement.objects.get(predicate="trade_figure"), by=officer, changes={"place": "Astana"})
    return officer


def empty():
    """An installation with its starter record and nothing else, but its users."""
    from django.db import connection

    from caytre.journal import triggers
    from caytre.journal.models import Entry
    from caytre.record.models import Belief, Contradiction, Origin, Review, Source, StatementActor
    from caytre.record.services import starter

    triggers.remove(connection)
    for model in (
        Contradiction,
        Review,
        Belief,
        StatementActor,
        Evidence,
        Statement,
        Origin,
        Document,
        Name,
        Actor,
        Source,
    ):
        if model is Statement:
            Statement.objects.update(supersedes=None)
        if model is Actor:
            Actor.objects.update(parent=None, same_as=None)
        model.objects.all().delete()
    Entry.objects.all().delete()
    triggers.install(connection)
    for path in store.path_of("00").parents[1].rglob("*"):
        if path.is_file():
            path.unlink()
    starter.load(only=frozenset({"state:VN", "state:KZ", "org:un"}))


def told(wanted=ALL):
    """All that an export says, but for what belongs to the installation: row ids, times, when it was held."""
    rows = []
    for line in jsonl.lines(wanted):
        row = json.loads(line)
        for own in ("id", "held", "received_at", "supersedes"):
            row.pop(own, None)
        rows.append(json.dumps(row, sort_keys=True, ensure_ascii=False))
    return sorted(rows)


def write(path, lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("format", ["jsonl", "ftm"])
def test_what_is_exported_comes_back_the_same(record, tmp_path, format):
    before = told()
    path = tmp_path / f"record.{format}"
    exporting.export_file(path, ALL, format=format, by=record)
    empty()

    done = import_file(path, format=format, by=None, accept_as=record)

    assert told() == before
    assert done.counts["statements"] == 6
    for passage in Evidence.objects.select_related("document"):
        assert passage.document.text[passage.start : passage.end] == passage.quote
    for document in Document.objects.all():
        assert store.read(document.sha256)


def test_the_followthemoney_package_reads_every_entity_and_loses_nothing(record, tmp_path):
    followthemoney = pytest.importorskip("followthemoney", reason="requirements/interchange.txt is not installed")
    before = told()
    through = []
    for line in ftm.lines(ALL):
        proxy = followthemoney.model.get_proxy(json.loads(line), cleaned=False)
        given = json.loads(line)["properties"]
        kept = proxy.to_dict()["properties"]
        assert {name: sorted(values) for name, values in kept.items()} == {
            name: sorted(set(values)) for name, values in given.items()
        }
        through.append(json.dumps(proxy.to_dict(), ensure_ascii=False))
    schemata = {json.loads(line)["schema"] for line in through}
    assert schemata == {
        "Document", "Person", "PublicBody", "Organization", "Position", "Occupancy", "Membership", "UnknownLink",
        "Event", "Note",
    }  # fmt: skip
    empty()

    import_file(write(tmp_path / "a.ftm.json", through), format="ftm", by=None, accept_as=record)

    assert told() == before


def test_a_table_comes_back_the_same_where_its_documents_are(record, tmp_path):
    before = [row for row in told() if '"type": "statement"' in row]
    path = write(tmp_path / "a.csv", csv_table.lines(ALL))
    text = path.read_text()
    assert "'=Tin" in text
    assert "'+X" in text  # a spreadsheet must not take it for a formula
    from caytre.record.models import Belief, Contradiction, Review, StatementActor

    for model in (Contradiction, Review, Belief, StatementActor, Evidence):
        model.objects.all().delete()
    Statement.objects.update(supersedes=None)
    Statement.objects.all().delete()

    import_file(path, format="csv", by=None, accept_as=record)

    assert [row for row in told() if '"type": "statement"' in row] == before


def test_what_another_house_accepted_is_a_proposal_here_until_an_officer_accepts_it(record, tmp_path):
    path = write(tmp_path / "a.jsonl", jsonl.lines(ALL))
    empty()

    import_file(path, format="jsonl", by=None)

    assert set(Statement.objects.values_list("status", flat=True)) == {"proposed"}


def test_a_document_that_waits_here_takes_over_what_was_read_there(record, tmp_path):
    path = write(tmp_path / "a.jsonl", jsonl.lines(ALL))
    before = told()
    data = store.read(Document.objects.get(classification=1).sha256)
    empty()
    waiting = services.receive_document(data, name="mine.txt", by=record)

    import_file(path, format="jsonl", by=None, accept_as=record)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.name, waiting.text) == ("read", "mine.txt", TEXT)
    statements = [row for row in told() if '"type": "statement"' in row]
    assert statements == [row for row in before if '"type": "statement"' in row]


def test_imported_twice_is_there_once(record, tmp_path):
    path = write(tmp_path / "a.jsonl", jsonl.lines(ALL))
    before = told()

    done = import_file(path, format="jsonl", by=None, accept_as=record)

    assert told() == before
    assert (done.counts["statements"], done.counts["repeats"]) == (0, 6)


def test_nothing_above_the_level_leaves_not_even_a_name(record):
    for lines in (jsonl.lines, csv_table.lines, ftm.lines):
        out = "\n".join(lines(replace(ALL, level=1)))
        assert "Mật" not in out
        assert "+X" not in out
        assert list(lines(replace(ALL, level=0))) in ([], [",".join(csv_table.COLUMNS)])


def test_nobody_exports_above_their_clearance_or_without_the_right(record, officer, reader, tmp_path):
    with pytest.raises(NotYours):
        exporting.export_lines(Wanted(level=3), format="jsonl", by=officer)
    with pytest.raises(NotAllowed):
        exporting.export_lines(Wanted(level=0), format="jsonl", by=reader)
    with pytest.raises(NotAllowed):
        import_file(write(tmp_path / "a.jsonl", ["{}"]), format="jsonl", by=officer)


def test_an_export_can_be_narrowed_to_an_actor_and_a_kind(record):
    rows = [json.loads(line) for line in jsonl.lines(replace(ALL, actor="org:un"))]
    assert [row["predicate"] for row in rows if row["type"] == "statement"] == ["organisation_membership"]
    assert list(jsonl.lines(replace(ALL, actor="state:FR"))) == []
    rows = [json.loads(line) for line in jsonl.lines(replace(ALL, predicate="visit"))]
    assert [row["predicate"] for row in rows if row["type"] == "statement"] == ["visit"]


def statement_row(**changes):
    sha256 = Document.objects.get(classification=1).sha256
    row = {
        "type": "statement", "predicate": "visit", "subject": "state:KZ", "valid": "2024",
        "evidence": [{"document": sha256, "quote": "Kazakhstan là thành viên"}],
    }  # fmt: skip
    return json.dumps(row | changes, ensure_ascii=False)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"predicate": "rumour"}, "predicate"),
        ({"valid": "last year"}, "valid"),
        ({"subject": "state:ZZ"}, "subject"),
        ({"value_number": "many"}, "value_number"),
        ({"evidence": []}, "evidence"),
        ({"evidence": [{"document": "0" * 64, "quote": "x"}]}, "document"),
        ({"type": "rumour"}, "type"),
        ({"classification": "cosmic"}, "classification"),
        ({"confidence": 7}, "confidence"),
        ({"countries": ["Vietnam"]}, "countries"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_of_the_file_is_taken_in(record, tmp_path, changes, field):
    before = told()
    path = write(tmp_path / "a.jsonl", [statement_row(), statement_row(**changes), "{", statement_row(place="Huế")])

    with pytest.raises(ImportRefused) as refusal:
        import_file(path, format="jsonl", by=None)

    assert [(problem.line, problem.field) for problem in refusal.value.problems] == [(2, field), (3, "")]
    assert told() == before


@pytest.mark.parametrize(
    "passage",
    [
        {"quote": "không có trong bài"},
        {"quote": "năm 202"},  # stands there twice
        {"start": 0, "end": 5, "quote": "Tổng thống"},
        {"start": 0, "end": 10_000},
        {"start": 5, "end": 5},
        {"start": "x"},
    ],
)
def test_a_passage_that_is_not_in_its_document_is_refused(record, tmp_path, passage):
    sha256 = Document.objects.get(classification=1).sha256
    path = write(tmp_path / "a.jsonl", [statement_row(evidence=[{"document": sha256, **passage}])])

    with pytest.raises(ImportRefused):
        import_file(path, format="jsonl", by=None)


def test_a_document_whose_contents_were_altered_is_refused_and_leaves_no_bytes(record, tmp_path):
    rows = [json.loads(line) for line in jsonl.lines(ALL)]
    documents = [row for row in rows if row["type"] == "document"]
    documents[1]["contents"] = "AAAA"
    path = write(tmp_path / "a.jsonl", [json.dumps(row) for row in documents])
    empty()

    with pytest.raises(ImportRefused, match="contents"):
        import_file(path, format="jsonl", by=None)

    assert not Document.objects.exists()
    assert not store.path_of(documents[0]["sha256"]).exists()


def test_a_table_names_the_column_it_lacks_and_the_line_that_is_short(record, tmp_path):
    with pytest.raises(ImportRefused, match="document"):
        import_file(write(tmp_path / "a.csv", ["predicate,quote", "visit,x"]), format="csv", by=None)
    with pytest.raises(ImportRefused, match="2"):
        import_file(write(tmp_path / "a.csv", ["predicate,document,quote", "visit,x"]), format="csv", by=None)
    latin = tmp_path / "b.csv"
    latin.write_bytes("predicate,document\nvisit,\xe9".encode("latin-1"))
    with pytest.raises(ImportRefused, match="UTF-8"):
        import_file(latin, format="csv", by=None)


def test_a_statement_without_an_id_in_a_table_is_one_of_its_own(record, tmp_path):
    sha256 = Document.objects.get(classification=1).sha256
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["predicate", "subject", "valid", "document", "quote"])
        table.writerow(["visit", "state:KZ", "2024", sha256, "Kazakhstan là thành viên"])
        table.writerow(["visit", "state:KZ", "2025", sha256, "Kazakhstan là thành viên"])

    assert import_file(path, format="csv", by=None).counts["statements"] == 2


def test_entities_of_another_house_are_carried_by_their_own_lines(starter, tmp_path):
    entities = [
        {
            "id": "o1",
            "schema": "Occupancy",
            "properties": {"holder": ["p1"], "post": ["q1"], "startDate": ["2019-03-20"]},
        },
        {
            "id": "p1",
            "schema": "Person",
            "properties": {"name": ["Ana Silva"], "country": ["br"], "alias": ["A. Silva"]},
        },
        {"id": "q1", "schema": "Position", "properties": {"name": ["Minister of Health"], "country": ["br"]}},
        {
            "id": "m1",
            "schema": "Membership",
            "properties": {"member": ["p1"], "organization": ["b1"], "role": ["chair"]},
        },
        {"id": "b1", "schema": "PublicBody", "properties": {"name": ["Health Council"]}},
        {"id": "v1", "schema": "Vessel", "properties": {"name": ["Titanic"]}},
    ]
    lines = [json.dumps(entity) for entity in entities]
    path = write(tmp_path / "a.ftm.json", [lines[0], "", *lines[1:]])

    import_file(path, format="ftm", by=None)

    office, membership = Statement.objects.order_by("predicate").reverse()
    assert (office.subject_text, office.value_text, office.object.key, office.valid) == (
        "Ana Silva", "Minister of Health", "state:BR", "2019-03-20/",
    )  # fmt: skip
    assert (membership.object_text, membership.value_text) == ("Health Council", "chair")
    assert office.evidence.get().quote == lines[0]
    assert membership.evidence.get().quote == lines[3]
    assert office.evidence.get().document.text == path.read_text(encoding="utf-8")
    assert set(office.subject.names.values_list("text", flat=True)) == {"Ana Silva", "A. Silva"}
    assert Document.objects.get().name == "a.ftm.json"


def test_the_shell_uploads_exports_and_imports(place, tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text("Ngày 3/9/2024, Thủ tướng Phạm Minh Chính thăm chính thức Lào.", encoding="utf-8")
    assert place.run("user", "add", "lan", "--role", "officer").returncode == 0

    uploaded = place.run("upload", str(folder), "--read")
    assert uploaded.returncode == 0, uploaded.stderr
    assert uploaded.stdout.split("\t")[1] == "read", uploaded.stderr
    out = tmp_path / "out.jsonl"
    exported = place.run("export", "--level", "internal", "--status", "proposed", "-o", str(out))
    assert exported.returncode == 0, exported.stderr
    imported = place.run("import", str(out), "--accept-as", "lan")
    assert imported.returncode == 0, imported.stderr

    for words in (
        ["export", "--format", "xml"], ["export", "--level", "cosmic"], ["export", "--status", "maybe"],
        ["export", "--user", "nobody"], ["import", str(tmp_path / "none.csv")], ["import", str(folder / "a.txt")],
        ["upload", str(tmp_path / "none")], ["upload", str(tmp_path / "out.jsonl"), "--user", "nobody"],
    ):  # fmt: skip
        answer = place.run(*words)
        assert answer.returncode == 2, words
        assert answer.stderr.startswith("caytre: ")
        assert answer.stderr.count("\n") == 1


def test_a_passage_that_runs_over_a_line_end_is_one_cell_of_the_table(starter, read_as, tmp_path):
    text = "Kazakhstan là thành viên\nLiên hợp quốc.\r\nHết."
    read_as(text, a_fact(text, text[:38], "event", subject="Kazakhstan", subject_id="state:KZ", value="là"))
    quote = Evidence.objects.get().quote
    path = write(tmp_path / "a.csv", csv_table.lines(replace(ALL, statuses=("proposed",))))

    with path.open(newline="", encoding="utf-8") as table:
        (row,) = csv.DictReader(table)

    assert (row["quote"], "\n" in quote) == (quote, True)
