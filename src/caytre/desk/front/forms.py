"""Forms of the front door."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

THEME_WORDS = [("auto", _("as the system has it")), ("light", _("light")), ("dark", _("dark"))]


class PreferencesForm(forms.Form):
    """Language and colours of one person."""

    # Each language under its own name, so that whoever cannot read the page still finds theirs.
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES],
    )
    theme = forms.ChoiceField(label=_("Colours"), choices=THEME_WORDS)
