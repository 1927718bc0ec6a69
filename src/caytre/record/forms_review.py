"""Forms of reviewing: narrowing the queue, correcting a statement, deciding a contradiction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caytre.desk.components.dates import to_edtf
from caytre.record.engine.fingerprint import plain_number
from caytre.record.errors import InvalidChange
from caytre.record.models import Document, Statement
from caytre.record.queries.directory import AmbiguousName, UnknownName, find_by_name
from caytre.record.queries.naming import names_of
from caytre.record.words import BOUND_CHOICES, PREDICATE_WORDS

if TYPE_CHECKING:
    from caytre.accounts.models import User
    from caytre.record.queries.contradictions import Clash


class QueueFilter(forms.Form):
    """Which part of the queue."""

    predicate = forms.ChoiceField(
        label=_("Kind of fact"), required=False, choices=[("", _("any")), *PREDICATE_WORDS.items()]
    )
    contested = forms.BooleanField(label=_("only contradicted ones"), required=False)
    document = forms.IntegerField(required=False, widget=forms.HiddenInput)
    actor = forms.CharField(required=False, widget=forms.HiddenInput, max_length=120)

    def chosen(self) -> dict[str, Any]:
        """The filters that are set and sound, as the queue's query takes them."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class StatementForm(forms.Form):
    """A statement's fields, to be corrected. Actors are given by name; dates as people write them or in EDTF."""

    predicate = forms.ChoiceField(label=_("Kind of fact"), choices=list(PREDICATE_WORDS.items()))
    modality = forms.ChoiceField(label=_("How it stands"), choices=Statement.Modality.choices)
    subject = forms.CharField(label=_("Who"), required=False, max_length=300)
    object = forms.CharField(label=_("Whom or what body"), required=False, max_length=300)
    subject_text = forms.CharField(label=_("Who, in the passage’s words"), required=False, max_length=400)
    object_text = forms.CharField(label=_("Whom or what, in the passage’s words"), required=False, max_length=400)
    value_text = forms.CharField(label=_("What, in words"), required=False, max_length=20_000)
    value_number = forms.CharField(label=_("Number"), required=False, max_length=40)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=120)
    bound = forms.ChoiceField(label=_("How exact"), required=False, choices=BOUND_CHOICES)
    valid = forms.CharField(
        label=_("When"),
        required=False,
        max_length=60,
        help_text=_("19/9/2022, 9/2023, 2023, 2023/2025, or 2023/.. for “since 2023”. No more exact than the passage."),
    )
    place = forms.CharField(label=_("Where"), required=False, max_length=200)

    def __init__(self, *args: Any, statement: Statement, user: User, language: str, **kwargs: Any) -> None:
        self.statement, self.user = statement, user
        names = names_of([statement.subject, statement.object], language)
        initial = {name: getattr(statement, name, "") for name in self.base_fields}
        for side in ("subject", "object"):
            actor = getattr(statement, side)
            initial[side] = names.get(actor.pk, actor.key) if actor else ""
        initial["value_number"] = plain_number(statement.value_number)
        super().__init__(*args, **{**kwargs, "initial": initial})
        for side in ("subject", "object"):
            self.fields[side].widget.attrs.update({"list": "actor-names", "autocomplete": "off"})

    def clean(self) -> dict[str, Any]:
        """Names become actors, dates EDTF, numbers plain; what cannot is said at its field."""
        cleaned = super().clean() or {}
        for side in ("subject", "object"):
            if side in self.changed_data and side in cleaned:
                try:
                    cleaned[side] = find_by_name(self.user, cleaned[side])
                except (UnknownName, AmbiguousName) as problem:
                    self.add_error(side, str(problem))
        if "valid" in cleaned:
            cleaned["valid"] = to_edtf(cleaned["valid"])
        if "value_number" in cleaned:
            cleaned["value_number"] = cleaned["value_number"].replace(" ", "").replace("\u00a0", "")
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What was altered, as `services.edit` takes it."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def refuse(self, problem: InvalidChange) -> None:
        """Say a service's refusal at the field it speaks of."""
        self.add_error(problem.field if problem.field in self.fields else None, str(problem))


class EntryForm(StatementForm):
    """A fact entered by hand: its fields, and the words of the document that carry it."""

    quote = forms.CharField(
        label=_("The passage, word for word"),
        max_length=5000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Copy it from the document; it must stand there exactly so, and once."),
    )
    field_order = ("quote",)

    def __init__(
        self, *args: Any, document: Document, user: User, language: str, quote: str = "", **kwargs: Any
    ) -> None:
        self.document = document
        super().__init__(*args, statement=Statement(), user=user, language=language, **kwargs)
        self.initial["quote"] = quote

    def clean_quote(self) -> str:
        """The quote as the document has it. Line ends as browsers send them are forgiven, nothing else."""
        quote: str = self.cleaned_data["quote"].replace("\r\n", "\n").strip()
        times = self.document.text.count(quote)
        if times != 1:
            raise forms.ValidationError(
                _("These words do not stand in the document.")
                if not times
                else _("These words stand in the document more than once; take in a few more before or after.")
            )
        return quote

    def entered(self) -> dict[str, Any]:
        """What `services.enter_statement` takes, but for who enters it."""
        start = self.document.text.index(self.cleaned_data["quote"])
        given = {name: self.cleaned_data[name] for name in self.changed_data if name != "quote"}
        given["predicate"] = self.cleaned_data["predicate"]
        return {"document": self.document, "start": start, "end": start + len(self.cleaned_data["quote"]), **given}


class DecisionForm(forms.Form):
    """Which of two statements stands, and why."""

    keep = forms.ChoiceField(
        label=_("What stands"),
        widget=forms.RadioSelect,
        choices=[("left", _("the first")), ("right", _("the second")), ("both", _("both, with the reason below"))],
    )
    reason = forms.CharField(
        label=_("Why, and on what source it rests"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, clash: Clash, **kwargs: Any) -> None:
        self.clash = clash
        super().__init__(*args, **kwargs)

    def kept(self) -> Statement | None:
        """The statement to keep; None lets both stand."""
        sides = {"left": self.clash.left.statement, "right": self.clash.right.statement}
        return sides.get(self.cleaned_data["keep"])
