"""How Django prints a form by itself: with our field, so that {{ form }} looks like {% field form.name %}."""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template

from dealdesk.web.controls import drawn


class DeskRenderer(DjangoTemplates):
    """Widgets are Django's own; forms and fields are components of ours, with our tags and translations in them."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def get_template(self, template_name: str) -> Any:
        ours = template_name.startswith("components/")
        return get_template(template_name) if ours else super().get_template(template_name)

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        control = drawn(template_name, context["widget"]) if "widget" in context else None
        return super().render(template_name, context, request) if control is None else control
