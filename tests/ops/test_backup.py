"""A backup restores into an empty place as it was, whole; everything else is refused."""

from __future__ import annotations

import io
import json
import tarfile

import pytest

FILL = """
    from datetime import timedelta
    from decimal import Decimal
    from django.utils import timezone
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from caytre.accounts import services as accounts
    from caytre.accounts.models import Mission, User
    from caytre.journal import heads, services as journal
    from caytre.record import services
    from caytre.record.services import starter
    starter.load()
    post = Mission.objects.create(code="astana", name_vi="Đại sứ quán tại Astana", name_en="Embassy in Astana")
    password = "bamboo bends in the wind"
    lan = accounts.add_user("lan", password=password, role="officer", clearance=2, mission=post, by=None)
    accounts.make_token(lan, name="notebook", scope="read", days=9, by=lan)
    TOTP.activate(lan, generate_totp_secret())
    texts = [
        "Ngày 19/9/2022, Bộ trưởng Ngoại giao Bùi Thanh Sơn hội đàm với Ngoại trưởng Kazakhstan tại Hà Nội.",
        "Kim ngạch thương mại Việt Nam - Kazakhstan năm 2023 đạt 1,5 tỷ USD.",
    ]
    for number, text in enumerate(texts):
        document = services.receive_document(text.encode(), name=f"{number}.txt", by=lan)
        start = text.index("Kazakhstan")
        document.text, document.state = text, "read"
        document.save()
        statement = services.enter_statement(
            by=lan, predicate="event", document=document, start=0, end=len(text), subject_text="Việt Nam",
            object_text="Kazakhstan", valid="2022-09-19", value_number=Decimal("1500000000.123456"), unit="USD",
        )
    heads.write_down()
    print("filled")
"""
COUNT = """
    from caytre.operations.backup import encode, models_kept
    import json
    rows = {}
    for model in models_kept():
        columns = [field.attname for field in model._meta.concrete_fields]
        rows[model._meta.label_lower] = [
            [encode(value) for value in row] for row in model._base_manager.order_by("pk").values_list(*columns)
        ]
    rows["journal.entry"] = [row for row in rows["journal.entry"] if not row[4].startswith("operations.")]
    print(json.dumps(rows, sort_keys=True))
"""


def everything(place):
    """Every row of every table, and every stored byte."""
    counted = place.python(COUNT)
    assert counted.returncode == 0, counted.stderr
    files = {path.name: path.read_bytes() for path in (place.folder / "documents").rglob("*") if path.is_file()}
    return json.loads(counted.stdout), files


@pytest.fixture
def filled(place):
    answer = place.python(FILL)
    assert answer.stdout == "filled\n", answer.stderr
    return place


@pytest.fixture
def file(filled, tmp_path):
    target = tmp_path / "backup.tar.gz"
    answer = filled.run("backup", str(target))
    assert answer.returncode == 0, answer.stderr
    return target


def altered(file, change):
    """The backup with `change(name, data)` done to each part."""
    other = file.with_name("altered.tar.gz")
    with tarfile.open(file) as source, tarfile.open(other, "w:gz") as target:
        for member in source:
            data = change(member.name, source.extractfile(member).read())
            if data is not None:
                member.size = len(data)
                target.addfile(member, io.BytesIO(data))
    return other


def test_a_restored_place_equals_the_one_backed_up(filled, file, empty_place):
    other = empty_place()

    answer = other.run("restore", str(file))

    assert answer.returncode == 0, answer.stderr
    rows, files = everything(filled)
    assert (rows, files) == everything(other)
    for table in ("record.document", "record.statement", "record.evidence", "accounts.user", "mfa.authenticator"):
        assert rows[table], f"the test would prove nothing about {table}"
    assert files


def test_the_restored_journal_verifies_against_the_heads_that_came_with_it(file, empty_place):
    other = empty_place()
    assert other.run("restore", str(file)).returncode == 0

    verified = other.run("journal", "verify")

    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "held against 0 heads" not in verified.stdout


def test_a_restored_place_works_on(file, empty_place):
    other = empty_place()
    assert other.run("restore", str(file)).returncode == 0

    made = other.run("user", "add", "minh")  # a new row finds a number that is free
    setup = other.run("setup", "--no-demo")

    assert made.returncode == 0, made.stderr
    assert setup.returncode == 0, setup.stderr
    assert "Sign in as" not in setup.stderr  # there are accounts already


def test_a_place_that_is_not_empty_is_refused_and_left_alone(filled, file):
    before = everything(filled)

    answer = filled.run("restore", str(file))

    assert answer.returncode == 2
    assert "not empty" in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert everything(filled) == before


def test_a_file_that_is_there_is_not_overwritten(filled, file):
    before = file.read_bytes()

    answer = filled.run("backup", str(file))

    assert answer.returncode == 2
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda name, data: data.replace(b"Astana", b"Almaty") if name.startswith("rows/accounts.mission") else data,
        lambda name, data: None if name.startswith("documents/") else data,
        lambda name, data: b"" if name == "journal.heads" else data,
    ],
    ids=["a row altered", "documents missing", "heads emptied"],
)
def test_an_altered_backup_is_refused_and_nothing_is_left_behind(file, empty_place, change):
    other = empty_place()

    answer = other.run("restore", str(altered(file, change)))

    assert answer.returncode == 2, answer.stderr
    assert "damaged or was altered" in answer.stderr
    assert not list((other.folder / "documents").glob("*"))
    assert other.run("restore", str(file)).returncode == 0  # still empty: the good one goes in


def test_a_backup_whose_journal_was_rewritten_with_matching_hashes_of_parts_is_refused(file, empty_place):
    import hashlib

    forged = {}

    def forge(name, data):
        if name == "rows/journal.entry.jsonl":
            data = data.replace(b"accounts.add_user", b"accounts.add_uses")
            forged[name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        if name == "manifest.json":
            manifest = json.loads(data)
            manifest["parts"].update(forged)
            data = json.dumps(manifest).encode()
        return data

    other = empty_place()
    answer = other.run("restore", str(altered(file, forge)))

    assert answer.returncode == 2, answer.stderr
    assert "journal does not verify" in answer.stderr
    assert other.run("restore", str(file)).returncode == 0


def test_a_part_that_would_land_outside_is_refused(file, empty_place):
    def escape(name, data):
        return data

    other_file = altered(file, escape)
    with tarfile.open(other_file, "w:gz") as tar:
        info = tarfile.TarInfo("../../escaped")
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))
    other = empty_place()

    answer = other.run("restore", str(other_file))

    assert answer.returncode == 2
    assert not (other.folder.parent / "escaped").exists()
    assert not (other.folder / "escaped").exists()


@pytest.mark.parametrize("content", [b"", b"no backup at all", b"\x1f\x8b\x08"])
def test_a_file_that_is_no_backup_is_refused_in_one_line(content, empty_place, tmp_path):
    path = tmp_path / "what.tar.gz"
    path.write_bytes(content)

    answer = empty_place().run("restore", str(path))

    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1


def test_a_backup_made_while_others_write_is_one_moment(filled, tmp_path, empty_place):
    writer = filled.start_python("""
        from caytre.journal import services
        print("writing", flush=True)
        while True:
            services.record("test.write", by=None, subject="test:1")
    """)
    try:
        assert writer.stdout.readline() == "writing\n"
        answer = filled.run("backup", str(tmp_path / "b.tar.gz"))
        assert answer.returncode == 0, answer.stderr
        assert writer.poll() is None, writer.stdout.read()
    finally:
        writer.kill()
        writer.wait()
    other = empty_place()

    restored = other.run("restore", str(tmp_path / "b.tar.gz"))

    assert restored.returncode == 0, restored.stderr  # the journal in it has no gap


def test_a_document_missing_from_the_store_stops_the_backup(filled, tmp_path):
    next(path for path in (filled.folder / "documents").rglob("*") if path.is_file()).unlink()

    answer = filled.run("backup", str(tmp_path / "b.tar.gz"))

    assert answer.returncode == 2
    assert "missing" in answer.stderr.splitlines()[-1]
    assert not list(tmp_path.glob("*b.tar.gz*"))
