"""What else can be said of one line: an agreement about its price, a markup, a price made from a cost, other taxes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.db import choices
from dealdesk.kernel.money import round_to
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from dealdesk.web.numbers import AmountField, PercentField, shortest
from dealdesk.web.refusals import put_into
from quotes.domain.pricing.charges import (
    NESTED,
    AnyCharge,
    ChargeKind,
    Contracted,
    Measure,
    PerUnit,
    Prorated,
    listed,
    to_json,
)
from quotes.domain.pricing.discounts import MarkupKind
from quotes.domain.pricing.terms import Markup, RoundingPolicy
from quotes.domain.spelling import number
from quotes.forms.charges import KINDS, ChargeForm
from quotes.models import QuoteLine

MOST_TAXES = 5
APART = re.compile(r"[,，、;；\s]+")
# Days of a year and months of one: the period a price is usually for.
A_PERIOD = {Measure.DAYS: 365, Measure.MONTHS: 12}
INSIDE = ("price.", "charge.")


class Agreement(Word):
    """How a line's price differs from the list."""

    LIST = "list", "As the list has it"
    DAYS = "days", "A part of the period, by days"
    MONTHS = "months", "A part of the period, by months"
    CONTRACTED = "contracted", "A price agreed with this customer"

    @property
    def measure(self) -> Measure | None:
        return {Agreement.DAYS: Measure.DAYS, Agreement.MONTHS: Measure.MONTHS}.get(self)


@dataclass(frozen=True)
class Below:
    """What a form of a price model begins with."""

    charge: dict[str, Any] | None
    list_price: Decimal


def agreement_of(line: QuoteLine) -> Agreement:
    charge = line.terms().charge
    if isinstance(charge, Prorated):
        return Agreement(charge.measure.value)
    return Agreement.CONTRACTED if isinstance(charge, Contracted) else Agreement.LIST


def offered(line: QuoteLine) -> tuple[Agreement, ...]:
    """A free line has no list that an agreement could go before."""
    return tuple(one for one in Agreement if line.product_id is not None or one is not Agreement.CONTRACTED)


def kinds_of(line: QuoteLine, agreement: Agreement) -> tuple[ChargeKind, ...]:
    """The price models that can be typed; none where a product's is the price book's."""
    if line.product_id is not None:
        return NESTED if agreement is Agreement.CONTRACTED else ()
    return KINDS if agreement is Agreement.LIST else NESTED


def below(line: QuoteLine, agreement: Agreement) -> Below:
    """The price that was agreed, else the list's."""
    charge = line.terms().charge
    found = charge.price if agreement is Agreement.CONTRACTED and isinstance(charge, Contracted) else _list(line)
    return Below(None if isinstance(found, PerUnit) else to_json(found), getattr(found, "unit", line.list_price))


def _list(line: QuoteLine) -> AnyCharge:
    return listed(line.terms().charge, line.list_price)


class RatesField(forms.CharField):
    """3%, 2%: percent points one after another, cleaned to how they are stored."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=100, **options)
        self.rate = PercentField(required=False)

    def clean(self, value: Any) -> list[str]:
        typed = [part for part in APART.split(super().clean(value)) if part]
        if len(typed) > MOST_TAXES:
            raise ValidationError(_("At most %(most)s other taxes."), params={"most": MOST_TAXES})
        return [number(rate) for part in typed if (rate := self.rate.clean(part))]

    def prepare_value(self, value: Any) -> Any:
        return "，".join(f"{shortest(Decimal(rate))}%" for rate in value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


class MoreForm(forms.Form):
    """Goes with a ChargeForm where a price model is typed; a cost leads to a price, and is kept nowhere."""

    part = forms.IntegerField(label=_("Charged for"), min_value=0, max_value=10_000, widget=forms.TextInput)
    whole = forms.IntegerField(label=_("Of a period of"), min_value=1, max_value=10_000, widget=forms.TextInput)
    markup = PercentField(label=_("Markup"), required=False, max_value=Decimal(10_000))
    markup_kind = forms.ChoiceField(label=_("The markup counts"), choices=choices(MarkupKind))
    other_taxes = RatesField(label=_("Other taxes"), help_text=_("Beside VAT, on the same base, such as: 3%, 2%."))
    cost = AmountField(label=_("Cost per unit"), required=False, max_digits=20, decimal_places=8)
    cost_markup = PercentField(label=_("On top of the cost"), required=False, max_value=Decimal(10_000))

    def __init__(self, data: Any, *, line: QuoteLine, agreement: Agreement, charge: ChargeForm | None) -> None:
        super().__init__(data, initial=_stored(line, agreement))
        self.line, self.agreement, self.charge = line, agreement, charge
        self.fields["cost"] = AmountField(
            label=_("Cost per unit"),
            required=False,
            max_digits=20,
            decimal_places=8,
            currency=line.version.currency,
            help_text=_("Not kept: a cost never travels with an offer."),
        )
        if agreement.measure is None:
            del self.fields["part"], self.fields["whole"]
        if not self.takes_a_cost:
            del self.fields["cost"], self.fields["cost_markup"]

    @property
    def takes_a_cost(self) -> bool:
        return self.charge is not None and self.charge.kind is ChargeKind.PER_UNIT and not self.charge.agreed

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if self.charge is not None and not self.charge.is_valid():
            raise ValidationError(_("Put the figures of the price model right first."))
        if (cleaned.get("cost") is None) != (cleaned.get("cost_markup") is None):
            self.add_error("cost_markup", ValidationError(_("A cost and what is put on top of it go together.")))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What `change_lines` is told of the line."""
        given = self.cleaned_data
        markup = {"kind": given["markup_kind"], "percent": number(given["markup"])} if given["markup"] else None
        told = {"charge": self._charge(), "markup": markup, "other_taxes": given["other_taxes"]}
        return told | self._from_cost()

    def refuse(self, refusal: Refusal) -> None:
        """Beside the field of either form that it names."""
        for inside in INSIDE:
            refusal.field = (refusal.field or "").removeprefix(inside)
        put_into(self.charge if self.charge and refusal.field in self.charge.fields else self, refusal)
        if not self.errors:
            self.add_error(None, _("Put the figures of the price model right first."))

    def _charge(self) -> Mapping[str, Any] | None:
        """A product's own model stays below whatever is agreed; a free line's is what was typed."""
        typed = self.charge.content() if self.charge else None
        inner = typed if self.line.product_id is None else to_json(_list(self.line))
        if self.agreement is Agreement.CONTRACTED:
            return {"kind": ChargeKind.CONTRACTED.value, "price": typed, "list": inner}
        if measure := self.agreement.measure:
            told = {name: self.cleaned_data[name] for name in ("part", "whole")}
            return {"kind": ChargeKind.PRORATED.value, "charge": inner, "measure": measure.value, **told}
        return inner

    def _from_cost(self) -> dict[str, Decimal]:
        cost = self.cleaned_data.get("cost")
        if cost is None:
            return {}
        price = Markup(percent=self.cleaned_data["cost_markup"]).on(cost)
        return {"list_price": round_to(price, RoundingPolicy().unit_places)}


def _stored(line: QuoteLine, agreement: Agreement) -> dict[str, Any]:
    charge, markup = line.terms().charge, line.markup or {}
    found: dict[str, Any] = {
        "markup": Decimal(markup["percent"]) if markup else None,
        "markup_kind": markup.get("kind", MarkupKind.COST_PLUS),
        "other_taxes": line.other_taxes,
    }
    measure = agreement.measure
    if measure is None:
        return found
    if isinstance(charge, Prorated) and charge.measure is measure:
        return found | {"part": charge.part, "whole": charge.whole}
    return found | {"part": line.version.term_months if measure is Measure.MONTHS else None, "whole": A_PERIOD[measure]}
