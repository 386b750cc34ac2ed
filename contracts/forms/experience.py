"""One promise of experience, as the contract has it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.domain.sla.experience import Denominator, Metric, Platform, Promise
from contracts.models import ExperiencePromise
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.forms import ReadingForm
from dealdesk.web.numbers import NumberField
from dealdesk.web.refusals import put_into


class PromiseForm(ReadingForm):
    """What the contract leaves open is left empty: that is what is told."""

    value = NumberField(
        label=_("Figure"), max_digits=9, decimal_places=3, help_text=_("Milliseconds of delay, else percent.")
    )

    class Meta:
        model = ExperiencePromise
        fields = ("metric", "value", "pause", "platform", "denominator", "percentile", "source")
        labels = {
            "metric": _("What is promised"),
            "pause": _("A freeze begins at, in milliseconds"),
            "platform": _("Platform"),
            "denominator": _("Denominator"),
            "percentile": _("Percentile"),
            "source": _("Where the contract says so"),
        }
        help_texts = {"percentile": _("95 is: for 95 of 100. Empty where the contract names none.")}

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        self.promise: Promise | None = None
        if not self.errors:
            try:
                self.promise = _promise(told)
            except Refusal as refusal:
                put_into(self, refusal)
        return told

    def told(self) -> dict[str, Any]:
        """What `add_promise` takes."""
        return {"promise": self.promise, "source": self.cleaned_data["source"]}


def _promise(told: dict[str, Any]) -> Promise:
    return Promise(
        metric=Metric(told["metric"]),
        value=told["value"],
        pause=told["pause"],
        platform=Platform(told["platform"]) if told["platform"] else None,
        denominator=Denominator(told["denominator"]) if told["denominator"] else None,
        percentile=told["percentile"],
    )
