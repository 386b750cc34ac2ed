"""Reading a robot from the address its vendor shows; what was typed of it is never written back into a page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.refusals import sentence
from stakeholders.domain.robots import SECRET, Hook, read_hook
from stakeholders.models import Team


def hidden(label: Any, **options: Any) -> forms.CharField:
    """Typed unseen, and not repeated after an error."""
    return forms.CharField(
        label=label, widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=False), **options
    )


class RobotForm(forms.Form):
    team = forms.ModelChoiceField(
        Team.objects.all(),
        label=_("Team"),
        empty_label=_("Choose …"),
        help_text=_("Teams below it use it too, unless they have one of their own."),
    )
    address = hidden(
        _("Webhook address"),
        max_length=300,
        help_text=_("Whoever has it can speak in the group. It is kept here and shown to nobody again."),
    )
    secret = hidden(
        _("Signing secret"),
        max_length=128,
        required=False,
        help_text=_("Only of DingTalk, where its robot asks for it."),
    )

    def clean_secret(self) -> str:
        secret: str = self.cleaned_data["secret"]
        if secret and not SECRET.fullmatch(secret):
            raise ValidationError(_("A signing secret has letters and digits only."))
        return secret

    def clean_address(self) -> Hook:
        try:
            return read_hook(self.cleaned_data["address"])
        except (Refusal, ValueError) as error:
            told = sentence(error) if isinstance(error, Refusal) else _("This is no web address.")
            raise ValidationError(told) from error
