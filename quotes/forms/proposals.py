"""What a PDF is ordered as."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.db import choices
from quotes.domain.proposals import Language


class ExportForm(forms.Form):
    """Chinese unless another language is asked for."""

    language = forms.TypedChoiceField(
        label=_("Language of the document"),
        choices=choices(Language),
        coerce=Language,
        required=False,
        empty_value=Language.CHINESE,
        initial=Language.CHINESE,
        error_messages={"invalid_choice": _("The PDF is made in Chinese or in English: choose one of them.")},
    )
