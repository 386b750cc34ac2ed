"""A competitor's offer: what is left empty is not known, and nothing is taken for it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.formats import priced
from dealdesk.web.forms import EditedForm, choose_from
from dealdesk.web.numbers import AmountField, NumberField, PercentField
from quotes.domain.invoicing import Invoice
from quotes.domain.rivals.content import Cover, Item
from quotes.domain.rivals.words import TYPED, Evidence, Respect, Weighed
from quotes.forms.negotiation import whole
from quotes.forms.readiness import VersionField
from quotes.models import QuoteVersion, RivalOffer
from stakeholders.forms.deals import CURRENCIES
from stakeholders.models import Contact

# A difference may speak for either side.
LEAST = Decimal(-(10**14))
SMALLEST = Decimal("1E-10")
UNKNOWN = ("", _("Unknown"))


def either(label: Any, yes: Any, no: Any, help_text: Any = "") -> forms.TypedChoiceField:
    """Yes, no, or nobody knows."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[UNKNOWN, ("True", yes), ("False", no)],
        coerce=lambda text: text == "True",
        empty_value=None,
        help_text=help_text,
    )


def invoiced(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[UNKNOWN, *((i.value, _(i.label)) for i in Invoice)])


class HeardField(VersionField):
    """Offers of ours with what they come to."""

    def label_from_instance(self, obj: QuoteVersion) -> str:
        return f"{obj.quote.number} {obj} · {priced(obj.gross_total, obj.currency)}"


class RivalForm(EditedForm):
    heard_version = HeardField(
        queryset=QuoteVersion.objects.none(),
        label=_("Said of our offer"),
        required=False,
        help_text=_("What a percentage was said of is kept, and stays when we offer less."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    amount = AmountField(
        label=_("Their price"),
        required=False,
        min_value=Decimal("0.01"),
        sums=True,
        help_text=_("For all of the term."),
    )
    claimed_percent = PercentField(
        label=_("Said to be cheaper by"), required=False, min_value=Decimal("0.01"), max_value=Decimal("99.99"),
        decimal_places=4,
    )  # fmt: skip
    fx_rate = NumberField(
        label=_("Rate to the deal's currency"), required=False, min_value=SMALLEST, max_digits=20, decimal_places=10
    )
    tax_included = either(_("Tax in their price"), _("Tax included"), _("Before tax"))
    vat_rate = PercentField(label=_("VAT rate"), required=False)
    invoice = invoiced(_("Their invoice"))
    sla_availability = PercentField(label=_("SLA availability"), required=False, decimal_places=5)
    prepay_percent = PercentField(label=_("Prepayment"), required=False)
    term_months = whole(_("Their term"), 1, 120)
    free_months = whole(_("Free months"), 0, 120)
    credit_days = whole(_("Credit days"), 0, 730)
    urgent_minutes = whole(_("Urgent response"), 1, 100_000)

    class Meta:
        model = RivalOffer
        fields = (
            "rival", "heard_on", "evidence", "teller", "source", "claimed_percent", "heard_version", "amount",
            "currency", "fx_rate", "fx_source", "tax_included", "vat_rate", "invoice", "term_months",
            "free_months", "payment_plan", "prepay_percent", "credit_days", "sla_availability", "support_hours",
            "urgent_minutes", "covers_words",
        )  # fmt: skip
        labels = {
            "rival": _("Competitor"),
            "heard_on": _("Heard on"),
            "evidence": _("How it is known"),
            "teller": _("Who told us"),
            "source": _("What was said or shown"),
            "fx_source": _("Where the rate is from"),
            "payment_plan": _("Payment"),
            "support_hours": _("Support hours"),
            "covers_words": _("What it covers"),
        }
        help_texts = {
            "source": _("In whose words, and where the document lies."),
            "covers_words": _("Modules, scale, region, service: as far as anybody knows."),
        }

    def __init__(
        self,
        *args: Any,
        items: Sequence[Item],
        contacts: QuerySet[Contact],
        versions: QuerySet[QuoteVersion],
        currency: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = tuple(items)
        self.fields["covers_words"].widget.attrs["rows"] = 3
        choose_from(self, "teller", contacts)
        choose_from(self, "heard_version", versions)
        fields: dict[str, Any] = self.fields
        fields["heard_version"].empty_label = _("Not known")
        for name in ("evidence", "payment_plan", "support_hours"):
            fields[name].choices = [
                (value, UNKNOWN[1] if value == "" and name != "evidence" else text)
                for value, text in fields[name].choices
            ]
        fields["amount"].currency = self.data.get("currency") or self.initial.get("currency") or currency
        self._ask_for_content(fields, currency)

    def _ask_for_content(self, fields: dict[str, Any], currency: str) -> None:
        for item in self.items:
            fields[f"covered_{slug(item.key)}"] = either(item.name, _("Covered"), _("Not covered"))
            fields[f"quantity_{slug(item.key)}"] = NumberField(
                label=_("Their quantity"), required=False, max_digits=18, decimal_places=6, sums=True
            )
        for respect in TYPED:
            fields[f"amount_{respect}"] = AmountField(
                label=_("Worth"), required=False, min_value=LEAST, sums=True, currency=currency
            )
            fields[f"basis_{respect}"] = forms.CharField(label=_("Reckoned from"), required=False, max_length=300)
        self.initial.update(self._content_of(self.instance) if self.instance.pk else {})

    def _content_of(self, offer: RivalOffer) -> dict[str, Any]:
        """What the offer says of each item and respect, by field."""
        covers, typed = offer.covered(), offer.typed()
        found: dict[str, Any] = {}
        for item in self.items:
            cover = covers.get(item.key, Cover())
            found[f"covered_{slug(item.key)}"] = cover.is_covered
            found[f"quantity_{slug(item.key)}"] = cover.quantity
        for respect in TYPED:
            weighed = typed.get(respect, Weighed())
            found[f"amount_{respect}"], found[f"basis_{respect}"] = weighed.amount, weighed.basis
        return found

    def clean_heard_on(self) -> date | None:
        return self.near("heard_on")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name in ("prepay_percent", "free_months", "credit_days"):
            if values.get(name) is None and name not in self.errors:
                values[name] = 0 if name != "prepay_percent" else Decimal(0)
        for respect in TYPED:
            amount, basis = values.get(f"amount_{respect}"), values.get(f"basis_{respect}")
            if basis and amount is None and f"amount_{respect}" not in self.errors:
                self.add_error(
                    f"amount_{respect}", ValidationError(_("What is it worth? 0 means that nothing differs."))
                )
        return values

    @property
    def content(self) -> list[tuple[Item, Any, Any]]:
        """Each item of ours with the two fields about it."""
        return [(item, self[f"covered_{slug(item.key)}"], self[f"quantity_{slug(item.key)}"]) for item in self.items]

    @property
    def weighings(self) -> list[tuple[Respect, Any, Any]]:
        return [(respect, self[f"amount_{respect}"], self[f"basis_{respect}"]) for respect in TYPED]

    def told(self) -> dict[str, Any]:
        """What `note_rival` takes; what was known of items that we do not offer now stays."""
        values = self.cleaned_data
        covers: dict[str, Cover] = self.instance.covered() if self.instance.pk else {}
        for item in self.items:
            covers[item.key] = Cover(
                is_covered=values[f"covered_{slug(item.key)}"], quantity=values[f"quantity_{slug(item.key)}"]
            )
        weighed = {
            respect: Weighed(amount=values[f"amount_{respect}"], basis=values[f"basis_{respect}"]) for respect in TYPED
        }
        fields = {name: values[name] for name in self.Meta.fields}
        return fields | {"evidence": Evidence(values["evidence"]), "covers": covers, "weighed": weighed}

    def put_beside(self, row: RivalOffer) -> None:
        fields: Mapping[str, Any] = {name: getattr(row, name) for name in self.Meta.fields}
        super().put_beside(SimpleNamespace(**fields, **self._content_of(row), edition=row.edition))


def slug(key: str) -> str:
    """A field's name knows no spaces: a product's code stays as it is, any other name is told by its digest."""
    return (
        key
        if key.replace("-", "").isascii() and key.replace("-", "").isalnum()
        else sha256(key.encode()).hexdigest()[:12]
    )
