"""Forms of the front door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from caytre.accounts.classification import Classification
from caytre.accounts.models import ApiToken, Mission, Role, User

THEME_WORDS = [("auto", _("as the system has it")), ("light", _("light")), ("dark", _("dark"))]


class PreferencesForm(forms.Form):
    """Language and colours of one person."""

    # Each language under its own name, so that whoever cannot read the page still finds theirs.
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES],
    )
    theme = forms.ChoiceField(label=_("Colours"), choices=THEME_WORDS)


class TokenForm(forms.Form):
    """A token for a program of one's own."""

    name = forms.CharField(label=_("What it is for"), max_length=100)
    scope = forms.ChoiceField(label=_("What it may do"), choices=ApiToken.Scope.choices)
    days = forms.IntegerField(label=_("Days it lives"), initial=90, min_value=1, max_value=365)


class JournalFilter(forms.Form):
    """Which entries to list."""

    act = forms.CharField(label=_("Act begins with"), required=False, max_length=60)
    by = forms.CharField(label=_("Who"), required=False, max_length=150)
    subject = forms.CharField(label=_("What"), required=False, max_length=120)


class PersonForm(forms.Form):
    """What an operator sets of an account."""

    first_name = forms.CharField(label=_("Given name"), required=False, max_length=150)
    last_name = forms.CharField(label=_("Family name"), required=False, max_length=150)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    clearance = forms.TypedChoiceField(label=_("May read up to"), choices=Classification.choices, coerce=int)
    mission = forms.ModelChoiceField(
        label=_("Mission"), required=False, empty_label=_("none"), queryset=Mission.objects.order_by("code")
    )
    is_active = forms.BooleanField(label=_("May sign in"), required=False)

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        if person is not None:
            kwargs["initial"] = {name: getattr(person, name) for name in self.base_fields if hasattr(person, name)}
        super().__init__(*args, **kwargs)


class NewPersonForm(PersonForm):
    """A new account."""

    username = forms.CharField(label=_("User name"), max_length=150)
    password = forms.CharField(
        label=_("First password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters. Hand it over in person; it can be changed after signing in."),
    )
    is_active = None  # type: ignore[assignment]  # takes the field away
    field_order = ("username", "password")


class MissionForm(forms.Form):
    """A new mission."""

    code = forms.SlugField(label=_("Code"), max_length=50)
    name_vi = forms.CharField(label=_("Name in Vietnamese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    country = forms.CharField(label=_("Host state (two letters)"), required=False, max_length=2)
    city = forms.CharField(label=_("City"), required=False, max_length=100)
    headquarters = forms.BooleanField(label=_("Headquarters"), required=False)
