"""Same, different, unsure: what a person's word does to actors, and how it is taken back."""

from __future__ import annotations

import pytest
from django.utils import timezone

from caytre.accounts.permissions import NotAllowed
from caytre.record import queries, services
from caytre.record.clusters import cluster
from caytre.record.errors import CannotJudge, InvalidChange
from caytre.record.models import Actor, Name
from caytre.record.queries import directory
from caytre.record.queries.actors import NoSuchActor
from caytre.record.services.resolving import find_or_make
from tests.record import a_record
from tests.record.conftest import a_fact, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons(db):
    return [find_or_make("person", name, country="KZ") for name in ("Tokayev", "K. Tokayev", "Kassym-Jomart Tokayev")]


def head(actor):
    actor.refresh_from_db()
    return actor.same_as or actor


def test_judged_the_same_two_actors_are_one_until_it_is_undone(persons, officer):
    first, second, _third = persons

    judgement = services.judge(second, first, "same", by=officer)
    assert head(second) == head(first) == first

    services.undo_judgement(judgement, by=officer)
    assert (head(first), head(second)) == (first, second)


def test_sameness_carries_over_a_third(persons, officer):
    first, second, third = persons
    services.judge(first, second, "same", by=officer)
    middle = services.judge(third, second, "same", by=officer)
    assert cluster(third.pk) == sorted(each.pk for each in persons)
    assert head(third) == first

    services.undo_judgement(middle, by=officer)
    assert (head(third), head(second)) == (third, first)


def test_an_established_actor_leads_a_provisional_one(starter, officer):
    made = find_or_make("organisation", "Hiệp hội các quốc gia Đông Nam Á")
    asean = Actor.objects.get(key="org:asean")

    services.judge(made, asean, "same", by=officer)

    assert head(made) == head(asean) == asean


def test_different_parts_what_was_judged_the_same_and_undoing_joins_again(persons, officer):
    first, second, _third = persons
    services.judge(first, second, "same", by=officer)

    parting = services.judge(second, first, "different", by=officer)
    assert head(second) == second

    services.undo_judgement(parting, by=officer)
    assert head(second) == first


def test_different_is_refused_while_a_third_actor_still_joins_the_two(persons, officer):
    first, second, third = persons
    services.judge(first, second, "same", by=officer)
    services.judge(second, third, "same", by=officer)

    with pytest.raises(CannotJudge):
        services.judge(first, third, "different", by=officer)
    assert cluster(first.pk) == sorted(each.pk for each in persons)


def test_what_was_judged_different_cannot_be_joined_by_a_detour(persons, officer):
    first, second, third = persons
    services.judge(first, third, "different", by=officer)
    services.judge(first, second, "same", by=officer)

    with pytest.raises(CannotJudge, match="lan"):
        services.judge(second, third, "same", by=officer)
    assert head(third) == third


def test_unsure_changes_nothing_but_is_kept(persons, officer):
    first, second, _third = persons

    services.judge(first, second, "unsure", by=officer)

    assert head(second) == second


def test_states_and_things_of_different_kinds_are_never_one(starter, persons, officer, reader):
    vietnam, laos = Actor.objects.get(key="state:VN"), Actor.objects.get(key="state:LA")
    for left, right in ((vietnam, laos), (vietnam, persons[0]), (vietnam, vietnam)):
        with pytest.raises(CannotJudge):
            services.judge(left, right, "same", by=officer)
    with pytest.raises(CannotJudge):
        services.judge(persons[0], persons[1], "perhaps", by=officer)
    with pytest.raises(NotAllowed):
        services.judge(persons[0], persons[1], "same", by=reader)


def test_statements_of_merged_actors_count_as_repeats_of_each_other(starter, read_as, officer):
    texts = ("Ông Tokayev là Tổng thống.", "Ông K. Tokayev là Tổng thống.")
    names = ("Tokayev", "K. Tokayev")
    persons = [find_or_make("person", name, country="KZ") for name in names]
    services.judge(*persons, "same", by=officer)

    for text, name in zip(texts, names, strict=True):
        fact = a_fact(
            text, text, "position_held", subject=name, object="Kazakhstan", object_id="state:KZ", value="Tổng thống"
        )
        read_as(text, fact, mentions=(a_person(text, name, "KZ"),))

    from caytre.record.models import Statement

    assert Statement.objects.get().evidence.count() == 2


def test_an_undone_merge_is_still_told_for_the_time_it_stood(persons, officer):
    first, second, _third = persons
    judgement = services.judge(first, second, "same", by=officer)
    between = timezone.now()
    services.undo_judgement(judgement, by=officer)

    assert cluster(first.pk, at=between) == [first.pk, second.pk]
    assert cluster(first.pk) == [first.pk]


def test_a_judgement_is_undone_once(persons, officer):
    judgement = services.judge(persons[0], persons[1], "same", by=officer)
    services.undo_judgement(judgement, by=officer)

    with pytest.raises(CannotJudge):
        services.undo_judgement(judgement, by=officer)


def test_names_are_added_and_withdrawn_but_the_last_one_stays(persons, officer):
    actor = persons[0]
    name = services.add_name(actor, "  Tô-ca-ép ", by=officer, language="vi", valid="2019/..")
    assert (name.text, name.folded) == ("Tô-ca-ép", "to-ca-ep")
    assert services.add_name(actor, "Tô-ca-ép", by=officer, language="vi") == name

    services.withdraw_name(name, by=officer)
    assert list(actor.names.current().values_list("text", flat=True)) == ["Tokayev"]
    services.add_name(actor, "Tô-ca-ép", by=officer, language="vi")
    assert Name.objects.filter(actor=actor).count() == 3
    services.withdraw_name(actor.names.current().get(text="Tokayev"), by=officer)
    with pytest.raises(InvalidChange):
        services.withdraw_name(actor.names.current().get(), by=officer)
    with pytest.raises(InvalidChange):
        services.add_name(actor, " ", by=officer, language="vi")


def tell_of_qulanov(read_as, words, level):
    text = f"Tổng thống Beibut Qulanov {words}."
    fact = a_fact(text, text, "event", subject="Beibut Qulanov", value=words)
    read_as(text, fact, mentions=(a_person(text, "Beibut Qulanov", "KZ"),), classification=level)
    return Name.objects.get(text="Beibut Qulanov").actor.key


def test_an_actor_whom_only_a_restricted_document_names_is_not_known_below_its_level(read_as):
    cleared, reader = a_record.officer(2, "minh"), a_record.officer(1, "an")
    key = tell_of_qulanov(read_as, "phát biểu kín", level=2)

    def seen(user):
        hits = queries.search(user, "Qulanov", kinds=["actor"]).hits
        listed = directory.actors(user, "vi", text="Qulanov")
        return [hit.key for hit in hits], [one.key for one in listed], directory.name_suggestions(user, "beibut")

    assert seen(cleared) == ([key], [key], ["Beibut Qulanov"])
    assert seen(reader) == ([], [], [])
    with pytest.raises(NoSuchActor):
        queries.dossier(reader, key)
    with pytest.raises(directory.UnknownName):
        directory.find_by_name(reader, "Beibut Qulanov")


def test_an_actor_is_known_at_the_lowest_level_at_which_anything_tells_of_it(read_as):
    reader = a_record.officer(1, "an")
    key = tell_of_qulanov(read_as, "phát biểu kín", level=2)
    tell_of_qulanov(read_as, "thăm Hà Nội", level=1)

    assert [hit.key for hit in queries.search(reader, "Qulanov", kinds=["actor"]).hits] == [key]
