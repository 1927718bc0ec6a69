"""The gazetteer's data: complete, coded, and of one mind with ISO 3166 and CLDR."""

import unicodedata

import pycountry
import pytest
from babel import Locale

from caytre.reading.folding import fold_name
from caytre.reading.gazetteer import DATA, load

GAZETTEER = load()


def test_every_member_and_observer_of_the_united_nations_is_there():
    status = [entry.status for entry in GAZETTEER.states()]

    assert (status.count("member"), status.count("observer")) == (193, 2)


@pytest.mark.parametrize("entry", [e for e in GAZETTEER if e.kind in ("state", "territory")], ids=lambda e: e.key)
def test_codes_are_those_of_iso_3166_and_regions_exist(entry):
    if entry.country != "XK":  # in use by the European institutions, not assigned
        assert pycountry.countries.get(alpha_2=entry.country).alpha_3 == entry.alpha3
    assert GAZETTEER.get(entry.region).kind == "region"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_names_of_cldr_are_among_the_names(language):
    told = Locale(language).territories
    missing = [
        told[entry.country]
        for entry in GAZETTEER.states()
        if fold_name(told[entry.country]) not in {fold_name(name.text) for name in entry.names}
        and "(" not in told[entry.country]  # CLDR explains some names in brackets
    ]

    assert missing == []


def test_parents_and_members_are_entries_themselves():
    for entry in GAZETTEER:
        assert entry.parent is None or GAZETTEER.get(entry.parent), entry.key
        for code in entry.members:
            assert GAZETTEER.get(f"state:{code}"), (entry.key, code)


def test_names_are_composed_and_every_entry_names_its_source():
    for entry in GAZETTEER:
        assert entry.source, entry.key
        for name in entry.names:
            assert name.text == unicodedata.normalize("NFC", name.text.strip())
            assert name.text, entry.key


def test_one_full_name_belongs_to_one_entry():
    owners: dict[str, set[str]] = {}
    for entry in GAZETTEER:
        if entry.kind != "region":
            for name in entry.names:
                if name.kind in ("preferred", "official"):
                    owners.setdefault(fold_name(name.text), set()).add(entry.key)

    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_a_ministry_of_any_state_is_composed():
    entry = GAZETTEER.get("org:kz-mofa")

    assert entry.country == "KZ"
    assert {"Bộ Ngoại giao Kazakhstan", "Ministry of Foreign Affairs of Kazakhstan"} <= {n.text for n in entry.names}
    assert GAZETTEER.get("org:kz-no-such-body") is None


def test_the_members_of_closed_groups_are_as_many_as_the_name_says():
    sizes = {"group:g7": 7, "group:p5": 5, "group:eu": 27, "org:asean": 11, "org:cptpp": 12, "org:rcep": 15}

    assert {key: len(GAZETTEER.get(key).members) for key in sizes} == sizes


def test_a_broken_row_is_named_with_its_file_and_line(tmp_path, monkeypatch):
    from caytre.reading import gazetteer

    (tmp_path / "groups.csv").write_text("key,vi,en\ngroup:x,một\n", encoding="utf-8")
    monkeypatch.setattr(gazetteer, "DATA", tmp_path)

    with pytest.raises(ValueError, match=r"groups\.csv, line 2: expected 3 columns"):
        list(gazetteer.rows("groups.csv"))


def test_every_data_file_is_described_in_its_readme():
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    ours = ("states", "regions", "groups", "organisations", "bodies", "home_VN", "context_vi")

    assert [name for name in ours if f"| {name}." not in readme] == []
