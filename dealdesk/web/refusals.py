"""A refusal's message in the reader's language, and its way into a form."""

from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext

from dealdesk.kernel.refusals import Finding, Refusal


def translated(message: str, params: dict[str, Any]) -> str:
    """The msgid and those of its parameters that are msgids themselves, in the active language."""
    words = {name: gettext(value) if isinstance(value, str) and value else value for name, value in params.items()}
    return gettext(message) % words


def sentence(refusal: Refusal | Finding) -> str:
    return translated(refusal.message, dict(refusal.params))


def put_into(form: BaseForm, refusal: Refusal) -> None:
    """Beside the field the refusal names, or above the form where it names none that is there."""
    form.add_error(refusal.field if refusal.field in form.fields else None, sentence(refusal))
