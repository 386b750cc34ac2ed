"""A round as it is told: who, what was said, what was traded, what we offer next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.db.models import Q
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import NamesItsEdition
from dealdesk.web.numbers import AmountField, PercentField, shortest
from quotes.domain.coach.advice import Hint
from quotes.domain.negotiation import Beside, Channel, Issue, MoveKind, MoveStatus, MoveTerms, Side, Span, untraded
from quotes.domain.pricing.lengths import Total, asked_for
from quotes.domain.pricing.revised import Revision
from quotes.domain.pricing.terms import PaymentPlan
from quotes.forms.attachments import FilesField
from quotes.models import Quote, QuoteVersion
from stakeholders.models import Contact, User

if TYPE_CHECKING:
    _FormSet = BaseFormSet["MoveForm"]
else:
    _FormSet = BaseFormSet

LEAST = Decimal("0.01")
TERMS = ("payment_plan", "prepay_percent", "credit_days", "term_months", "free_months", "sla_availability")
# Ten years and as many free months: no offer is longer.
LONGEST = 240
# A row of moves starts as half of a trade: a give, and what it buys.
ROWS = 4
# The number of a row has fewer digits than this.
LONGEST_NUMBER = 19


def money(label: Any, **options: Any) -> AmountField:
    return AmountField(label=label, min_value=LEAST, max_digits=14, **options)


def day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


def whole(label: Any, least: int, most: int, *, required: bool = False, **options: Any) -> forms.IntegerField:
    number = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, required=required, min_value=least, max_value=most, widget=number, **options)


class ToldForm(forms.Form):
    """An exchange as it is told: when it is logged, and when it is amended."""

    on = day(_("Date"))
    channel = forms.ChoiceField(label=_("Channel"))
    theirs = forms.ModelMultipleChoiceField(
        Contact.objects.none(), label=_("Who of them"), widget=forms.CheckboxSelectMultiple
    )
    ours = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Who of us"), required=False, widget=forms.CheckboxSelectMultiple
    )
    their_ask = money(_("They asked for"), required=False)
    ask_high = money(_("Up to"), required=False, help_text=_("Only where they named a range."))
    ask_months = whole(_("Months asked for"), 1, 180, help_text=_("Empty: as long as the offer they spoke of."))
    range_low = money(_("We named from"), required=False)
    range_high = money(_("to"), required=False, help_text=_("Only where we named a range aloud."))
    said = forms.CharField(label=_("What they said"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    next_step = forms.CharField(label=_("Next step"), max_length=200)
    next_step_on = day(_("On"))

    def __init__(self, *args: Any, quote: Quote, by: User, there: Iterable[User] = (), **kwargs: Any) -> None:
        """`there` may be chosen of us, whoever has left the deal since."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["channel"].choices = [(word.value, _(word.label)) for word in Channel]
        fields["theirs"].queryset = Contact.objects.known().filter(customer=quote.customer_id)
        on_the_deal = Q(memberships__deal=quote.deal_id) | Q(
            pk__in=[quote.deal.owner_id, by.pk, *(person.pk for person in there)]
        )
        fields["ours"].queryset = User.objects.filter(on_the_deal).distinct()
        for name in ("their_ask", "ask_high", "range_low", "range_high"):
            fields[name].currency = quote.currency

    def clean(self) -> dict[str, Any]:
        """A range has both its ends, the lower one first."""
        values = super().clean() or {}
        for low, high in (("their_ask", "ask_high"), ("range_low", "range_high")):
            if not {low, high} & set(self.errors):
                self._check_range(low, high, values)
        if values.get("ask_months") is not None and values.get("their_ask") is None and "their_ask" not in self.errors:
            self.add_error("their_ask", _("Months belong to an amount: fill in what they asked for."))
        return values

    def _check_range(self, low: str, high: str, values: Mapping[str, Any]) -> None:
        first, second = values.get(low), values.get(high)
        if second is not None and (first is None or second <= first):
            self.add_error(high, _("A range goes up from its first number: fill in both, or leave this empty."))
        if low == "range_low" and first is not None and second is None:
            self.add_error(high, _("A range goes up from its first number: fill in both, or leave this empty."))

    def spans(self) -> dict[str, Span | None]:
        """The ranges that can be read so far."""
        return {"ours": self._span("range_low", "range_high"), "theirs": self._span("their_ask", "ask_high")}

    def _span(self, low: str, high: str) -> Span | None:
        first, second = (self.cleaned_data.get(name) for name in (low, high))
        return Span(low=first, high=second) if first is not None and second is not None else None

    def told(self) -> dict[str, Any]:
        """What `log_round` and `amend_round` both take."""
        return {name: self.cleaned_data[name] for name in ToldForm.base_fields}


class RoundForm(ToldForm):
    offer = forms.ChoiceField(label=_("Our offer"), widget=forms.RadioSelect, initial="same")
    new_total = money(_("New total"), required=False)
    new_discount = PercentField(label=_("New discount off list"), required=False, tenths=True, decimal_places=4)
    payment_plan = forms.ChoiceField(label=_("Payment"), required=False)
    prepay_percent = PercentField(label=_("Prepayment"), required=False, decimal_places=4)
    credit_days = whole(_("Credit days"), 0, 730)
    term_months = whole(_("Term"), 1, 120)
    free_months = whole(_("Free months"), 0, 60)
    sla_availability = PercentField(label=_("SLA availability"), required=False, decimal_places=5)
    reason = forms.CharField(
        label=_("Why, for the approver"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text=_("Needed when the new offer is past your authority."),
    )
    dismissed = forms.MultipleChoiceField(required=False, choices=[(hint.value, hint.label) for hint in Hint])
    dismissed_because = forms.CharField(
        label=_("Why you go on all the same"),
        required=False,
        max_length=300,
        help_text=_("For the hints you ticked: it is kept with the round."),
    )
    attached = FilesField(label=_("Files"), required=False)
    # What stood beside it when it was begun, and which draft of its writer it is: carried along, not typed.
    beside = forms.CharField(required=False, widget=forms.HiddenInput)
    draft = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, quote: Quote, table: QuoteVersion | None, by: User, **kwargs: Any) -> None:
        super().__init__(*args, quote=quote, by=by, **kwargs)
        self.table = table
        fields: dict[str, Any] = self.fields
        fields["offer"].choices = [
            ("same", _("No change of price")),
            ("total", _("A new total for all of it")),
            ("discount", _("One discount on every line")),
        ]
        fields["payment_plan"].choices = [("", _("As it is")), *((word.value, _(word.label)) for word in PaymentPlan)]
        if table:
            _starts_from(fields, table)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        wanted = {"total": "new_total", "discount": "new_discount"}.get(values.get("offer", ""))
        if wanted and values.get(wanted) is None and wanted not in self.errors:
            self.add_error(wanted, _("Fill this in, or choose another kind of offer."))
        return values

    def asked(self, table: QuoteVersion) -> Total | None:
        """What they asked for, as far as it can be read."""
        said = self.cleaned_data
        return asked_for(said.get("their_ask"), said.get("ask_months"), table.whole)

    def written_beside(self) -> Beside:
        """A form that does not say it was written beside nothing."""
        version, _, number = str(self["beside"].value() or "").partition(".")
        return Beside(version=_whole(version), round=_whole(number))

    def draft_number(self) -> int:
        return _whole(str(self["draft"].value() or ""))

    def carry(self, beside: Beside, draft: int) -> None:
        """From here on it is written beside what its page shows."""
        carried = {"beside": str(beside), "draft": str(draft)}
        if self.is_bound:
            self.data = now = cast(QueryDict, self.data).copy()
            for name, value in carried.items():
                now[name] = value
        self.initial.update(carried)

    def new_offer(self) -> Revision | None:
        """What the round changes; None where price and terms stay as they are."""
        values = self.cleaned_data
        terms: dict[str, Any] = {
            name: values[name]
            for name in TERMS
            if values.get(name) not in (None, "") and values[name] != getattr(self.table, name, None)
        }
        total = values["new_total"] if values["offer"] == "total" else None
        discount = values["new_discount"] if values["offer"] == "discount" else None
        if total is None and discount is None and not terms:
            return None
        return Revision(bundle_price=total, discount=discount, terms=terms)


def _whole(text: str) -> int:
    """0 for what is no number of a row."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else 0


def _starts_from(fields: dict[str, Any], table: QuoteVersion) -> None:
    """What a field left empty keeps is shown in it, greyed; amounts are in the offer's currency."""
    fields["new_total"].currency = table.currency
    fields["ask_months"].widget.attrs["placeholder"] = str(table.whole.months)
    for name in TERMS[1:]:
        value = getattr(table, name)
        if value is not None:
            shown = shortest(value) if isinstance(value, Decimal) else value
            fields[name].widget.attrs["placeholder"] = str(shown)


class MoveForm(forms.Form):
    # What a row says although nothing is typed in it.
    chosen: ClassVar[frozenset[str]] = frozenset({"kind", "issue", "trade", "status"})

    kind = forms.ChoiceField(label=_("Give or get"))
    issue = forms.ChoiceField(label=_("About"))
    what = forms.CharField(label=_("What"), max_length=200)
    option = forms.TypedChoiceField(label=_("On the list"), required=False, coerce=int, empty_value=None)
    worth = money(_("Worth"), required=False)
    theirs = money(_("To them"), required=False)
    trade = whole(_("Trade"), 1, 99)
    status = forms.ChoiceField(label=_("State"))
    untraded_reason = forms.CharField(label=_("If untraded or at a loss, why"), required=False, max_length=200)

    def __init__(self, *args: Any, options: Mapping[Issue, list[tuple[int, str]]] | None = None, **kwargs: Any) -> None:
        """`options` are the outcomes of the deal's issues."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        listed = options or {}
        self.issues = {key: issue for issue, outcomes in listed.items() for key, _name in outcomes}
        fields["option"].choices = [("", "—"), *((_(issue.label), outcomes) for issue, outcomes in listed.items())]
        if not options:
            del fields["option"]
        for name, words in (("kind", MoveKind), ("issue", Issue), ("status", MoveStatus)):
            fields[name].choices = [(word.value, _(word.label)) for word in words]
            fields[name].initial = next(iter(words)).value

    def has_changed(self) -> bool:
        """A row in which nothing is typed trades nothing, whatever is chosen in it."""
        typed = (self[name].value() for name in self.fields.keys() - self.untyped())
        return super().has_changed() and any(typed)

    def untyped(self) -> frozenset[str]:
        return self.chosen

    def told(self) -> MoveTerms:
        """A chosen outcome says what the move is about."""
        values = self.cleaned_data
        return MoveTerms(
            kind=MoveKind(values["kind"]),
            issue=self.issues.get(values.get("option") or 0) or Issue(values["issue"]),
            what=values["what"],
            worth=values["worth"],
            option=values.get("option"),
            theirs=None if values["theirs"] is None else Span.exactly(values["theirs"]),
            trade=values["trade"],
            untraded_reason=values["untraded_reason"],
            status=MoveStatus(values["status"]),
        )


class Moves(_FormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        """Rows come in pairs: a give, and the get it buys, under one trade number."""
        super().add_fields(form, index)
        place = index or 0
        form.fields["kind"].initial = (MoveKind.GIVE, MoveKind.GET)[place % 2].value
        form.fields["trade"].initial = place // 2 + 1

    def clean(self) -> None:
        """A give that bought nothing says why, in its own row."""
        if any(self.errors):
            return
        self.rows = [(form, form.told()) for form in self.forms if form.has_changed()]
        bare = [id(move) for move in untraded(self.told()) if not move.untraded_reason.strip()]
        for form, move in self.rows:
            if id(move) in bare:
                form.add_error("untraded_reason", UNTRADED)

    def told(self) -> list[MoveTerms]:
        """The rows somebody filled in, in order."""
        return [move for _form, move in self.rows]

    def so_far(self) -> list[MoveTerms]:
        """The same while they are being typed: a row that cannot be read yet is passed over."""
        return [form.told() for form in self.forms if form.has_changed() and form.is_valid()]


UNTRADED = _("This give got nothing in return: fill in a get with the same trade number, or say why it is free.")

LIMITS: Any = {"extra": ROWS, "max_num": 20, "absolute_max": 20, "validate_max": True}
MoveFormSet = formset_factory(MoveForm, formset=Moves, **LIMITS)


def drafted(values: Mapping[str, Sequence[str]], form: forms.Form, moves: Any) -> None:
    """Puts into a new form what was typed before and never logged; what no field knows is passed over."""
    _fill(form, values)
    rows = values.get(f"{moves.prefix}-TOTAL_FORMS", [""])[0]
    moves.extra = min(max(int(rows) if rows.isdecimal() and len(rows) < 4 else ROWS, ROWS), moves.max_num)
    for row in moves.forms:
        _fill(row, values)


def _fill(form: forms.Form, values: Mapping[str, Sequence[str]]) -> None:
    for name, field in form.fields.items():
        typed = values.get(form.add_prefix(name))
        if typed is not None:
            many = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
            form.initial[name] = list(typed) if many else typed[-1] if typed else ""


class AnchorForm(NamesItsEdition, forms.Form):
    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    side = forms.ChoiceField(label=_("Whose"))
    amount = money(_("Amount"))
    high = money(_("Up to"), required=False, help_text=_("Only where a range was named."))
    months = whole(
        _("For how many months"), 1, LONGEST, required=True, help_text=_("Of service, the free ones among them.")
    )
    on = day(_("Date"))
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("Who said it, and how we know."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["side"].choices = [(word.value, _(word.label)) for word in Side]


def first_values(today: date, by: User) -> dict[str, Any]:
    """What a round usually starts with: today, and oneself."""
    return {"on": today, "ours": [by.pk], "channel": Channel.MEETING}
