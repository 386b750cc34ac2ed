"""Whose use is priced, for how long, in the place of which lines, and what if it grew."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.percent import Percent
from dealdesk.web.numbers import NumberField
from quotes.domain.billing.compared import MOST_COMPARED
from quotes.domain.billing.sensitivity import MOST_CHANGE, Shift
from quotes.domain.billing.tariffs import Counted
from quotes.domain.metering.term import LONGEST_TERM

type Choices = Sequence[tuple[str, str]]


class SignedField(NumberField):
    """Percent points with a sign, with or without the percent sign; a real minus is one too."""

    def __init__(self, **options: Any) -> None:
        options = {"min_value": Decimal(-100), "max_value": MOST_CHANGE.points} | options
        super().__init__(max_digits=7, decimal_places=2, required=False, **options)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override] # the stubs say int
        return super().to_python(value.replace("−", "-").rstrip(" %％") if isinstance(value, str) else value)


class AskedForm(forms.Form):
    """Sent by GET, so that an address says the whole question; what is left out is what is usual.

    `given` are the usual answers by field; `told` is the address bar.
    """

    use = forms.ChoiceField(label=_("Whose use"), required=False)
    term = forms.IntegerField(
        label=_("Term in months"),
        min_value=1,
        max_value=LONGEST_TERM,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    mbps = NumberField(label=_("Mbps a stream"), max_digits=12, decimal_places=6, required=False)
    users = NumberField(label=_("Users a stream"), max_digits=12, decimal_places=6, required=False)
    growth = SignedField(label=_("Use grows by"))
    peak = SignedField(label=_("Peaks grow by"))
    replaced = forms.MultipleChoiceField(
        label=_("In the place of these lines"), required=False, widget=forms.CheckboxSelectMultiple
    )
    compare = forms.MultipleChoiceField(
        label=_("Prices of the price book"), required=False, widget=forms.CheckboxSelectMultiple
    )
    # A browser sends nothing for boxes that are all empty.
    chosen = forms.BooleanField(required=False, widget=forms.HiddenInput, initial=True)
    # Which version the answer stands beside, for a button that acts on it.
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, told: QueryDict | None, *, uses: Choices, lines: Choices, prices: Choices, given: dict[str, Any]
    ) -> None:
        super().__init__(told, initial=given)
        self.given = given
        if given["fixed"]:
            # An offer has its term, and so have the forms beside it.
            del self.fields["term"]
        for name, choices in (("use", uses), ("replaced", lines), ("compare", prices)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def clean_compare(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["compare"]
        if len(ticked) > MOST_COMPARED:
            raise forms.ValidationError(
                _("Compare at most %(most)s prices of the price book at once."), params={"most": MOST_COMPARED}
            )
        return ticked

    def use_key(self) -> str:
        return self._said("use") or str(self.given["use"])

    def term_months(self) -> int:
        return int(self._said("term") or self.given["term"])

    def worth(self) -> dict[Counted, Decimal]:
        """What one stream, or whatever the use counts, is in other units, where somebody said so."""
        said = {Counted.MBPS: self._said("mbps"), Counted.USERS: self._said("users")}
        return {counted: value for counted, value in said.items() if value}

    def shift(self) -> Shift:
        return Shift(**{name: Percent(self._said(name) or Decimal(0)) for name in ("growth", "peak")})

    def positions(self) -> frozenset[int]:
        """The lines that a form would replace; the usual ones until somebody has chosen."""
        return self._ticked("replaced")

    def items(self) -> frozenset[int]:
        """The prices of the book that are compared."""
        return self._ticked("compare")

    def _ticked(self, name: str) -> frozenset[int]:
        return frozenset(map(int, self._said(name) if self._said("chosen") else self.given[name]))

    def seen(self) -> tuple[int | None, int | None]:
        """The version, and which edition of it, that whoever pressed the button had before him."""
        return self._said("version"), self._said("edition")

    def again(self) -> list[tuple[str, str]]:
        """The question once more, for a button that acts on its answer, and the version as it stands beside it now."""
        names = ("use", "term", "mbps", "users", "growth", "peak")
        said = [(name, str(self[name].value() or "")) for name in names if name in self.fields]
        ticked = [(name, str(one)) for name in ("replaced", "compare") for one in sorted(self._ticked(name))]
        beside = [(name, str(self.given[name])) for name in ("version", "edition") if self.given[name] is not None]
        return [*said, ("chosen", "True"), *ticked, *beside]

    def _said(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_bound else None
