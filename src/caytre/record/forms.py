"""Forms of the record's pages. They check shape only; what is allowed is for the services to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caytre.accounts.classification import Classification
from caytre.desk.components.forms import DayInput, ManyFilesField, ManyFilesInput
from caytre.record.models import Actor, Document, Judgement, Source, Tier

if TYPE_CHECKING:
    from caytre.accounts.models import User


class DocumentFilter(forms.Form):
    """Which documents to list."""

    state = forms.ChoiceField(
        label=pgettext_lazy("document", "State"), required=False, choices=[("", _("any")), *Document.State.choices]
    )
    source = forms.ModelChoiceField(
        label=_("Source"), required=False, empty_label=_("any"), queryset=Source.objects.order_by("name")
    )


class UploadForm(forms.Form):
    """Files to give to the record."""

    files = ManyFilesField(  # type: ignore[assignment]  # a declared field, not the form's own `files`
        label=_("Files"),
        allow_empty_file=True,  # each file is refused by itself, with its name
        widget=ManyFilesInput(attrs={"multiple": True}),
        help_text=_("HTML, text, PDF, DOCX or e-mail (EML). Choose as many as you like."),
    )
    origin = forms.URLField(
        label=_("Web address they came from"), required=False, max_length=2000, assume_scheme="https"
    )
    source = forms.ModelChoiceField(
        label=_("Publisher"),
        required=False,
        empty_label=_("as the documents say"),
        queryset=Source.objects.order_by("name"),
    )
    classification = forms.TypedChoiceField(
        label=_("Classification"),
        coerce=int,
        initial=Classification.INTERNAL,
        help_text=_("What is read from a document carries the document's level."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(level, label) for level, label in Classification.choices if level <= user.clearance]
        self.fields["classification"].choices = levels  # type: ignore[attr-defined]
        if user.clearance < Classification.INTERNAL:
            self.fields["classification"].initial = Classification.PUBLIC


class TierForm(forms.Form):
    """How near a source stands."""

    tier = forms.TypedChoiceField(label=_("Tier"), choices=Tier.choices, coerce=int)


class ActorFilter(forms.Form):
    """Which actors to list."""

    text = forms.CharField(label=_("Name contains"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("any")), *Actor.Kind.choices])


class ClocksForm(forms.Form):
    """The two clocks of a dossier."""

    as_of = forms.DateField(label=_("As of"), required=False, widget=DayInput, help_text=_("what held in the world"))
    known_on = forms.DateField(
        label=_("As known on"), required=False, widget=DayInput, help_text=_("what the record believed that evening")
    )


class SinceForm(forms.Form):
    """From when on a brief tells what is new."""

    since = forms.DateField(label=_("New since"), required=False, widget=DayInput)


class JudgementForm(forms.Form):
    """A person's word on two actors."""

    other = forms.CharField(widget=forms.HiddenInput, max_length=120)
    verdict = forms.ChoiceField(label=_("They are"), choices=Judgement.Verdict.choices)
    reason = forms.CharField(label=_("Why"), required=False, max_length=1000)
