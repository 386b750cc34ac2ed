"""How Django prints a form by itself: with our field, so that {{ form }} looks like {% field form.name %}, and with a
sentence that names the field which was left empty."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template
from django.utils.translation import gettext

from dealdesk.web.controls import drawn

SAID_BY_DJANGO = forms.Field.default_error_messages["required"]


class NamedField(forms.BoundField):
    """A field that says which one it is, and what to do, where nothing was typed or chosen."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if self.label and field.error_messages.get("required") is SAID_BY_DJANGO:
            field.error_messages["required"] = _missing(field) % {"label": self.label}


def _missing(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return gettext("Tick “%(label)s”.")
    if isinstance(field, (forms.ChoiceField, forms.FileField)):
        return gettext("Choose “%(label)s”.")
    return gettext("Fill in “%(label)s”.")


class DeskRenderer(DjangoTemplates):
    """Widgets are Django's own; forms and fields are components of ours, with our tags and translations in them."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = NamedField

    def get_template(self, template_name: str) -> Any:
        ours = template_name.startswith("components/")
        return get_template(template_name) if ours else super().get_template(template_name)

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        control = drawn(template_name, context["widget"]) if "widget" in context else None
        return super().render(template_name, context, request) if control is None else control
