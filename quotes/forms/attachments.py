"""Files as they are chosen: how many, how large, and what they are."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.refusals import sentence
from quotes.domain.attachments import ENDINGS, Checked, checked


def limits() -> str:
    return gettext("PDF, PNG, JPEG, .xlsx, .docx or plain text; at most %(most)s MB each.") % {
        "most": settings.ATTACHMENT_MB
    }


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of files that were looked into; nothing of them is kept where one is not right."""

    def __init__(self, **options: Any) -> None:
        accept = ",".join(ending for endings in ENDINGS.values() for ending in endings)
        widget = ManyFiles(attrs={"accept": accept})
        super().__init__(widget=widget, help_text=lazy(limits, str)(), **options)

    def clean(self, data: Any, initial: Any = None) -> list[Checked]:
        files: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        return [looked_into(file) for file in files]


def looked_into(file: Any) -> Checked:
    """No more of it is read than it may hold."""
    content = file.read((settings.ATTACHMENT_MB << 20) + 1)
    if len(content) > settings.ATTACHMENT_MB << 20:
        message = gettext("%(name)s is larger than %(most)s MB: attach a smaller copy, or a part of it.")
        raise ValidationError(message % {"name": file.name, "most": settings.ATTACHMENT_MB})
    try:
        return checked(file.name, content)
    except Refusal as refusal:
        raise ValidationError(sentence(refusal)) from None


class FilesForm(forms.Form):
    attached = FilesField(label=_("Files"))


class EraseFileForm(forms.Form):
    reason = forms.CharField(label=_("Why this file goes"), max_length=300)
