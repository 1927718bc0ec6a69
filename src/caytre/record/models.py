"""What the record keeps. Rows are added, never rewritten; `services.py` is the only writer.

Validity columns: `valid` is the EDTF text as read, `valid_from` and `valid_to` its earliest and latest day, for
queries only (None is open or unknown). System time is half-open everywhere: a row counts from `since` (`held_from`)
up to, and not including, `until` (`held_to`); None is "still".
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caytre.accounts.classification import Classified
from caytre.record.clocks import ContradictionQuerySet, EvidenceQuerySet, NameQuerySet, StatementQuerySet

PREDICATES = (
    "visit", "meeting", "call", "agreement", "partnership_level", "membership_term", "election_to_body",
    "candidacy", "trade_figure", "pledge", "directive", "position_held", "organisation_membership", "event",
    "statistic", "policy_goal",
)  # fmt: skip


class Tier(models.IntegerChoices):
    """How near a source stands to what it reports."""

    OFFICIAL = 1, _("Official")
    AGENCY = 2, _("News agency or public broadcaster")
    PRESS = 3, _("Press")
    OTHER = 4, _("Other")


class Source(models.Model):
    """Who publishes: a ministry, a news agency, a newspaper."""

    name = models.CharField(max_length=200, unique=True)
    host = models.CharField(max_length=200, blank=True, db_index=True)  # "mofa.gov.vn"
    tier = models.PositiveSmallIntegerField(choices=Tier.choices, default=Tier.OTHER)
    language = models.CharField(max_length=8, blank=True)
    country = models.CharField(max_length=2, blank=True)

    def __str__(self) -> str:
        return self.name


class Document(Classified):
    """Something that was published or received; its bytes lie in the store under their SHA-256."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READ = "read", pgettext_lazy("state of a document", "Read")
        FAILED = "failed", _("Failed")

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField()  # bytes
    name = models.CharField(max_length=300)  # file name
    origin = models.CharField(max_length=2000, blank=True)  # address it came from
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    problem = models.TextField(blank=True)  # why it could not be read, in words for its sender
    read_at = models.DateTimeField(null=True)
    reader = models.CharField(max_length=40, blank=True)  # version of the reader
    title = models.TextField(blank=True)
    author = models.TextField(blank=True)
    publisher = models.TextField(blank=True)
    published = models.CharField(max_length=60, blank=True)  # EDTF, as the document gives it
    published_from = models.DateField(null=True, db_index=True)
    language = models.CharField(max_length=8, blank=True)
    text = models.TextField(blank=True)
    body_start = models.PositiveIntegerField(default=0)
    body_end = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="document_state"),
            models.Index(fields=["read_at"], name="document_read"),
        ]

    def __str__(self) -> str:
        return self.title or self.name


class Origin(Classified):
    """One time a document was received: the same bytes from a second place are one document with two origins."""

    document = models.ForeignKey(Document, related_name="origins", on_delete=models.PROTECT)
    name = models.CharField(max_length=300)  # file name
    address = models.CharField(max_length=2000, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "address", "name"], name="one_origin_once")]

    def __str__(self) -> str:
        return self.address or self.name


class Actor(Classified):
    """Who can be the subject or object of a statement.

    Its level is the lowest of what tells of it: a name met only in a restricted document is itself restricted.
    """

    class Kind(models.TextChoices):
        STATE = "state", _("State")
        TERRITORY = "territory", _("Territory")
        REGION = "region", _("Region")
        GROUP = "group", _("Group of states")
        ORGANISATION = "organisation", _("Organisation or forum")
        PERSON = "person", _("Person")

    key = models.CharField(max_length=120, unique=True)  # "state:VN", "m49:035", "org:asean", "person:vn:…"
    kind = models.CharField(max_length=12, choices=Kind.choices, db_index=True)
    country = models.CharField(max_length=2, blank=True)  # of a state itself, of a body or person where it is certain
    region = models.CharField(max_length=60, blank=True)  # key of the UN M49 region, states only
    parent = models.ForeignKey("self", null=True, blank=True, related_name="children", on_delete=models.PROTECT)
    same_as = models.ForeignKey("self", null=True, blank=True, related_name="merged", on_delete=models.PROTECT)
    provisional = models.BooleanField(default=False)  # made by reading, no person has looked at it
    since = models.DateTimeField()  # when the record first knew it

    def __str__(self) -> str:
        return self.key


class Name(models.Model):
    """One name of an actor in one language. Tone marks distinguish; `folded` is for search only."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred", _("Preferred")
        OFFICIAL = "official", _("Official")
        ACRONYM = "acronym", _("Acronym")
        ALIAS = "alias", _("Other name")

    actor = models.ForeignKey(Actor, related_name="names", on_delete=models.CASCADE)
    text = models.CharField(max_length=300, db_index=True)  # NFC
    folded = models.CharField(max_length=300, db_index=True)  # lower case, no diacritics
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ALIAS)
    valid = models.CharField(max_length=60, blank=True)  # EDTF
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)  # withdrawn from the record

    objects = NameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "text", "language", "kind"],
                condition=models.Q(until__isnull=True),
                name="one_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Statement(Classified):
    """One thing said to hold, with when, how and by whose word. Found by reading or entered by a person."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")
        SUPERSEDED = "superseded", _("Superseded")

    class Modality(models.TextChoices):
        DONE = "done", _("Done")
        ONGOING = "ongoing", _("Ongoing")
        PLANNED = "planned", _("Planned")
        PROPOSED = "proposed", _("Proposed")
        DENIED = "denied", _("Denied")

    predicate = models.CharField(max_length=30, db_index=True)  # one of PREDICATES
    subject = models.ForeignKey(Actor, null=True, related_name="statements", on_delete=models.PROTECT)
    subject_text = models.CharField(max_length=400, blank=True)  # as the passage has it
    object = models.ForeignKey(Actor, null=True, related_name="statements_about", on_delete=models.PROTECT)
    object_text = models.CharField(max_length=400, blank=True)
    value_text = models.TextField(blank=True)
    value_number = models.DecimalField(null=True, max_digits=30, decimal_places=6)
    unit = models.CharField(max_length=120, blank=True)
    bound = models.CharField(max_length=10, blank=True)  # about, at_least, at_most, nearly
    valid = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField(null=True, db_index=True)
    valid_to = models.DateField(null=True, db_index=True)
    place = models.CharField(max_length=200, blank=True)
    modality = models.CharField(max_length=10, choices=Modality.choices, default=Modality.DONE)
    countries = models.JSONField(default=list)  # ISO 3166-1 alpha-2
    attributed_to = models.ForeignKey(Actor, null=True, related_name="said", on_delete=models.PROTECT)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED, db_index=True)
    confidence = models.FloatField(default=0.5)  # 0..1, of the reading
    frame = models.CharField(max_length=80, blank=True)  # which frame found it
    fingerprint = models.CharField(max_length=64, db_index=True)  # equal for statements that say exactly the same
    likeness = models.CharField(max_length=64, blank=True, db_index=True)  # equal but for place, bound and speaker
    supersedes = models.ForeignKey("self", null=True, related_name="superseded_by", on_delete=models.PROTECT)
    proposed_at = models.DateTimeField()
    tier = models.PositiveSmallIntegerField(default=Tier.OTHER)  # of its nearest source; orders the review queue
    contested = models.BooleanField(default=False)  # an open contradiction names it; orders the review queue

    objects = StatementQuerySet.as_manager()  # type: ignore[misc]  # knows more than its base's

    class Meta:
        indexes = [
            models.Index("status", F("contested").desc(), "tier", F("confidence").desc(), "id", name="statement_queue"),
            models.Index(fields=["predicate", "subject", "object"], name="statement_comparable"),
            models.Index(fields=["likeness", "status"], name="statement_likeness"),
            models.Index(fields=["predicate", "object", "valid_from"], name="statement_object"),
            models.Index(fields=["status", "classification", "proposed_at"], name="statement_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.predicate}: {self.subject_text} – {self.object_text} {self.value_text}".strip()


class StatementActor(models.Model):
    """Every actor a statement is about (subject, object, its countries), so that dossiers find it by index."""

    statement = models.ForeignKey(Statement, related_name="about", on_delete=models.CASCADE)
    actor = models.ForeignKey(Actor, related_name="mentioned_in", on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "actor"], name="about_once")]


class Evidence(models.Model):
    """The passage that carries a statement: `document.text[start:end] == quote`, always."""

    statement = models.ForeignKey(Statement, related_name="evidence", on_delete=models.PROTECT)
    document = models.ForeignKey(Document, related_name="evidence", on_delete=models.PROTECT)
    start = models.PositiveIntegerField()  # Unicode code points
    end = models.PositiveIntegerField()
    quote = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)  # withdrawn, when the review that brought it was undone

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "document", "start", "end"],
                condition=models.Q(until__isnull=True),
                name="one_passage_once",
            ),
        ]

    def __str__(self) -> str:
        return self.quote


class Belief(models.Model):
    """From when until when the record held a statement to be true (system time)."""

    statement = models.ForeignKey(Statement, related_name="beliefs", on_delete=models.PROTECT)
    held_from = models.DateTimeField(db_index=True)
    held_to = models.DateTimeField(null=True, db_index=True)  # None: still held

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement"], condition=models.Q(held_to__isnull=True), name="held_once_at_a_time"
            ),
        ]


class Review(models.Model):
    """One decision by a person on one statement; an undo is a further review that points at the undone one."""

    class Decision(models.TextChoices):
        ACCEPT = "accept", _("Accept")
        EDIT = "edit", _("Edit")
        REJECT = "reject", _("Reject")
        ACCEPT_REPEAT = "accept_repeat", _("Accept as repeat")
        UNDO = "undo", _("Undo")

    statement = models.ForeignKey(Statement, related_name="reviews", on_delete=models.PROTECT)
    decision = models.CharField(max_length=14, choices=Decision.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    changes = models.JSONField(default=dict)  # edit: {field: [before, after]}
    before = models.CharField(max_length=10, choices=Statement.Status.choices, blank=True)  # status it found
    result = models.ForeignKey(  # edit: the new statement; accept_repeat: the one that now carries the passage
        Statement, null=True, blank=True, related_name="came_from", on_delete=models.PROTECT
    )
    undoes = models.OneToOneField("self", null=True, related_name="undone_by", on_delete=models.PROTECT)


class Judgement(models.Model):
    """A person's word on whether two actors are one. Can be undone; merging follows from it."""

    class Verdict(models.TextChoices):
        SAME = "same", _("Same")
        DIFFERENT = "different", _("Different")
        UNSURE = "unsure", _("Unsure")

    left = models.ForeignKey(Actor, related_name="judgements_left", on_delete=models.PROTECT)
    right = models.ForeignKey(Actor, related_name="judgements_right", on_delete=models.PROTECT)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, related_name="judgements_undone", on_delete=models.PROTECT
    )
    replaces = models.ForeignKey("self", null=True, related_name="replaced_by", on_delete=models.PROTECT)


class Contradiction(models.Model):
    """Two statements that cannot both hold, until an officer decides."""

    class Kind(models.TextChoices):
        VALUE = "value", _("Two values for one figure")
        HOLDER = "holder", _("Two holders of one office at one time")
        TERM = "term", _("A term that does not fit its neighbour")
        LEVEL = "level", _("Two levels of one relation")
        DENIAL = "denial", _("One says it, the other denies it")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    left = models.ForeignKey(Statement, related_name="contradictions_left", on_delete=models.PROTECT)
    right = models.ForeignKey(Statement, related_name="contradictions_right", on_delete=models.PROTECT)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    decision = models.TextField(blank=True)  # the reason given, with its sources
    kept = models.ForeignKey(Statement, null=True, related_name="kept_in", on_delete=models.PROTECT)  # None: both
    review = models.ForeignKey(Review, null=True, related_name="settles", on_delete=models.PROTECT)  # of the other
    undone_at = models.DateTimeField(null=True)  # the decision was taken back; a new row is open

    objects = ContradictionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "left", "right"],
                condition=models.Q(undone_at__isnull=True),
                name="one_contradiction_once",
            )
        ]
        indexes = [models.Index(fields=["decided_at", "-found_at"], name="contradiction_open")]


class HeldAbout(models.Model):
    """Beliefs by actor: for each belief one row per actor its statement is about.

    Written by the database's own triggers (`search_index.py`) and by nothing else; it lets a dossier read the newest
    facts of each kind by index, however much is known of the actor.
    """

    belief = models.ForeignKey(Belief, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="+")
    predicate = models.CharField(max_length=30)
    day = (
        models.DateField()
    )  # the statement's first day, or its last where that alone is known; year 1 where neither is
    held_from = models.DateTimeField()
    held_to = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["actor", "predicate", "-day", "-statement"], name="held_about")]
