"""What a PDF is ordered as."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.db import choices
from quotes.domain.proposals import Kind, Language


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
