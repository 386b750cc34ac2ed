"""What a contract says of liability, a line a harm."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.domain.liability.damages import Loss
from contracts.domain.liability.exposure import Line, Terms
from contracts.domain.liability.words import NEVER_CAPPED, Basis, Bucket, Harm
from contracts.models import LiabilityTerms
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import label
from dealdesk.web.forms import EditedForm
from dealdesk.web.numbers import AmountField, NumberField
from dealdesk.web.refusals import put_into

MONEY = ("increased_amount", "damages_cap", "delay_loss", "turnover")
# What the law's fines are counted in, whatever the contract is in.
OF_FINES = "CNY"


def _told(words: Iterable[StrEnum]) -> list[tuple[str, Any]]:
    return [(word.value, _(label(word))) for word in words]


class LiabilityForm(EditedForm):
    """Amounts are in the deal's currency, our turnover in that of fines; those of the cap and of damages a day are
    typed on the checklist."""

    basis = forms.ChoiceField(
        label=_("General cap"),
        choices=_told(Basis),
        help_text=_("Paid and payable differ by what is due and not paid."),
    )
    increased_times = NumberField(
        label=_("Increased cap, times the general one"), max_digits=6, decimal_places=2, required=False
    )
    excluded = forms.MultipleChoiceField(
        label=_("What liability is excluded for"), choices=_told(Loss), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = LiabilityTerms
        fields = (
            "basis", "increased_times", "increased_amount", "per_claim", "credits_outside", "indemnity_outside",
            "one_sided", "waives_adjustment", "excluded", "damages_cap", "delay_loss", "delay_source", "turnover",
            "turnover_source",
        )  # fmt: skip
        labels = {
            "increased_amount": _("Or an amount"),
            "per_claim": _("The cap is for each claim"),
            "credits_outside": _("Service credits come on top of the cap"),
            "indemnity_outside": _("Indemnities come on top of the cap"),
            "one_sided": _("Only one side waives indirect loss"),
            "waives_adjustment": _("Nobody may ask to adjust damages"),
            "damages_cap": _("Most that damages for delay come to"),
            "delay_loss": _("What the delay plausibly costs them"),
            "delay_source": _("Where that comes from"),
            "turnover": _("Our turnover of last year"),
            "turnover_source": _("Where the turnover comes from"),
        }
        help_texts = {"turnover": _("Fines are measured by it; empty, by the amount in the law.")}

    def __init__(self, *args: Any, currency: str, lines: Iterable[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in MONEY:
            old = self.fields[name]
            counted = OF_FINES if name == "turnover" else currency
            self.fields[name] = AmountField(label=old.label, help_text=old.help_text, currency=counted, required=False)
        known = {line.harm: line for line in lines}
        for harm in Harm:
            self._add_line(harm, known.get(harm), currency)

    def _add_line(self, harm: Harm, line: Line | None, currency: str) -> None:
        usual = Bucket.UNLIMITED if harm in NEVER_CAPPED else Bucket.GENERAL
        self.fields[f"{harm}_bucket"] = forms.ChoiceField(
            label=_("Falls"), choices=_told(Bucket), initial=line.bucket if line else usual
        )
        self.fields[f"{harm}_loss"] = AmountField(
            label=_("Plausible loss"), currency=currency, required=False, initial=line.loss if line else None
        )
        self.fields[f"{harm}_source"] = forms.CharField(
            label=_("Where the loss comes from"), max_length=200, required=False, initial=line.source if line else ""
        )

    @property
    def harms(self) -> list[tuple[Harm, list[forms.BoundField]]]:
        return [(harm, [self[f"{harm}_{part}"] for part in ("bucket", "loss", "source")]) for harm in Harm]

    def clean(self) -> dict[str, Any]:
        """The terms as the domain knows them; what contradicts itself is said beside its field."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        self.terms: Terms | None = None
        if not self.errors:
            try:
                self.terms = _terms(told)
            except Refusal as refusal:
                put_into(self, refusal)
        # What stands beside a stored edition is its columns; the lines are rows of their own.
        return {name: value for name, value in told.items() if name in (*self.Meta.fields, "edition")}

    def told(self) -> dict[str, Any]:
        """What `note_liability` takes."""
        return {"terms": self.terms, "edition": self.cleaned_data.get("edition")}


def _terms(told: dict[str, Any]) -> Terms:
    named = {name: told[name] for name in LiabilityForm.Meta.fields if name not in ("basis", "excluded")}
    return Terms(
        basis=Basis(told["basis"]),
        excluded=frozenset(map(Loss, told["excluded"])),
        lines=tuple(
            Line(
                harm=harm,
                bucket=Bucket(told[f"{harm}_bucket"]),
                loss=told[f"{harm}_loss"],
                source=told[f"{harm}_source"],
            )
            for harm in Harm
        ),
        **named,
    )
