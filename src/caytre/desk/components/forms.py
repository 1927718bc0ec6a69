"""How every form looks: label, control, help, errors; settings name this renderer, so `{{ form }}` is enough."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Fields through our own template, widgets through Django's."""

    form_template_name = "desk/components/form.html"
    field_template_name = "desk/components/field.html"


class ManyFilesInput(forms.ClearableFileInput):
    """A file control that takes several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ManyFilesField(forms.FileField):
    """Several files; cleans to a list of uploaded files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # type: ignore[override]
        """Each file by the rules of a single one; the first refusal names its file."""
        if not data:
            super().clean(data, initial)
            return []
        return [super(ManyFilesField, self).clean(one, initial) for one in data]


class DayInput(forms.DateInput):
    """The browser's own day picker; the value travels as ISO 8601 whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")
