"""What a PDF is ordered as."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.db import choices
from quotes.domain.proposals import Kind, Language

LARGEST = 20 * 1024**2


class ExportForm(forms.Form):
    """The proposal in Chinese, unless another document or language is asked for."""

    kind = forms.TypedChoiceField(
        label=_("Document"),
        choices=choices(Kind),
        coerce=Kind,
        required=False,
        empty_value=Kind.PROPOSAL,
        initial=Kind.PROPOSAL,
        error_messages={"invalid_choice": _("There is no such document: choose one from the list.")},
    )

    language = forms.TypedChoiceField(
        label=_("Language of the document"),
        choices=choices(Language),
        coerce=Language,
        required=False,
        empty_value=Language.CHINESE,
        initial=Language.CHINESE,
        error_messages={"invalid_choice": _("The PDF is made in Chinese or in English: choose one of them.")},
    )
    # The file that is ordered again, as it was put together.
    like = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class CheckForm(forms.Form):
    """A PDF to be looked up; nothing of it is kept."""

    file = forms.FileField(
        label=_("PDF to check"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": _("Choose the PDF to check."), "empty": _("This file is empty.")},
    )

    def clean_file(self) -> bytes:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(_("A file has at most 20 MB: ours are far smaller."))
        content: bytes = sent.read()
        if not content.startswith(b"%PDF-"):
            raise forms.ValidationError(_("This is no PDF."))
        return content
