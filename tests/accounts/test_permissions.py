"""The table of acts and roles, row by row, as a ministry would check it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from caytre.accounts.classification import Classification
from caytre.accounts.models import Role, User
from caytre.accounts.permissions import ACTS, NotAllowed, may, require

#                          reader officer press consular leadership operator
TABLE = {
    "record.read":        "yes    yes     yes   yes      yes        yes",
    "record.export":      "no     yes     yes   yes      yes        yes",
    "record.receive":     "no     yes     yes   yes      yes        yes",
    "record.enter":       "no     yes     yes   yes      yes        yes",
    "record.review":      "no     yes     no    no       yes        yes",
    "record.judge":       "no     yes     no    no       yes        yes",
    "record.decide":      "no     yes     no    no       yes        yes",
    "record.import":      "no     no      no    no       no         yes",
    "journal.read":       "no     no      no    no       yes        yes",
    "journal.verify":     "yes    yes     yes   yes      yes        yes",
    "accounts.token":     "yes    yes     yes   yes      yes        yes",
    "accounts.manage":    "no     no      no    no       no         yes",
}  # fmt: skip
ROLES = [Role.READER, Role.OFFICER, Role.PRESS, Role.CONSULAR, Role.LEADERSHIP, Role.OPERATOR]


def test_the_table_here_names_every_act_and_role():
    assert set(TABLE) == set(ACTS)
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize("act", TABLE)
def test_each_role_may_do_what_the_table_says(act):
    for role, word in zip(ROLES, TABLE[act].split(), strict=True):
        assert may(User(username="x", role=role), act) is (word == "yes"), role


def test_a_refusal_says_which_act_and_whom_to_ask():
    with pytest.raises(NotAllowed, match=r"record\.review"):
        require(User(username="hoa", role=Role.READER), "record.review")


def test_whoever_is_not_signed_in_or_switched_off_may_nothing():
    for act in ACTS:
        assert not may(AnonymousUser(), act)
        assert not may(User(username="x", role=Role.OPERATOR, is_active=False), act)


def test_a_misspelt_act_is_never_granted():
    with pytest.raises(KeyError):
        may(User(username="x", role=Role.OPERATOR), "record.reviev")


@pytest.mark.django_db
@pytest.mark.parametrize("clearance", Classification)
def test_a_user_sees_what_does_not_exceed_their_clearance(a_user, clearance):
    from django.utils import timezone

    from caytre.record.models import Document

    for level in Classification:
        Document.objects.create(sha256=str(level), size=1, name="a", received_at=timezone.now(), classification=level)
    user = a_user("x", clearance=clearance)

    seen = Document.objects.visible_to(user).values_list("classification", flat=True)

    assert sorted(seen) == [level for level in Classification if level <= clearance]
