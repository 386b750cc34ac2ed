"""A row of a bitrate table, as somebody writes it down with its source."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import near
from dealdesk.web.numbers import NumberField
from quotes.domain.metering.usage import WIDEST, Size
from quotes.domain.usage.between import Between
from quotes.domain.usage.scenario import Bitrate
from quotes.models import BitrateRow


def text(label: Any, most: int | None, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **options)


def pixels(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=WIDEST, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )


class BitrateForm(forms.Form):
    vendor = text(_("Whose figure"), BitrateRow._meta.get_field("vendor").max_length)
    profile = text(_("Profile"), BitrateRow._meta.get_field("profile").max_length, required=False)
    width = pixels(_("Width, pixels"))
    height = pixels(_("Height, pixels"))
    fps = forms.IntegerField(
        label=_("Frames a second"),
        min_value=1,
        max_value=240,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    low = NumberField(label=_("From"), max_digits=12, decimal_places=3, min_value=Decimal("0.001"))
    high = NumberField(
        label=_("To"), max_digits=12, decimal_places=3, required=False, help_text=_("Empty: one figure.")
    )
    on_wire = forms.BooleanField(label=_("Bandwidth: headers are in it"), required=False)
    since = forms.DateField(label=_("In force from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    source = text(
        _("Where it comes from"),
        BitrateRow._meta.get_field("source").max_length,
        help_text=_("So that anyone can look it up."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_since(self) -> date:
        return near(self.cleaned_data["since"], self.today)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        low, high = values.get("low"), values.get("high")
        if low is not None and high is not None and high < low:
            self.add_error("high", _("Not below the figure it begins at."))
        return values

    def told(self) -> Bitrate:
        values = self.cleaned_data
        return Bitrate(
            vendor=values["vendor"],
            profile=values["profile"],
            size=Size(values["width"], values["height"]),
            fps=values["fps"],
            kbps=Between(values["low"], values["high"] or values["low"]),
            on_wire=values["on_wire"],
            since=values["since"],
            source=values["source"],
        )
