"""What an amount means, and how one meaning becomes another: by a rule that is stated, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.budgets.words import Span

A_YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Basis:
    """In which currency, with or without VAT, and over what time; only a whole term says how many months it has."""

    currency: str
    tax_included: bool
    span: Span
    term_months: int | None = None

    def __post_init__(self) -> None:
        if self.span is Span.TERM and not self.term_months:
            raise Refusal("Say how many months the whole term has.", field="term_months")


def into(
    amounts: Sequence[Decimal], told: Basis, wanted: Basis, vat_rate: Percent | None = None
) -> tuple[Decimal, ...]:
    """Amounts told in one basis as another would tell them, to 80 digits.

    Tax: × (1 + r), or ÷ (1 + r), with the rate that is given. Time: a term pays the same every month, × 12 ÷ months.
    Refuses another currency, tax without a rate, and a first year beside later ones: what those come to nobody said.
    """
    with localcontext(EXACT):
        factor = _months(told, wanted) * _tax(told, wanted, vat_rate)
        return tuple(amount * factor for amount in amounts)


def _tax(told: Basis, wanted: Basis, vat_rate: Percent | None) -> Decimal:
    if told.currency != wanted.currency:
        raise Refusal(
            "%(one)s and %(other)s cannot be put together: give this amount in %(other)s.",
            one=told.currency,
            other=wanted.currency,
            field="currency",
        )
    if told.tax_included == wanted.tax_included:
        return Decimal(1)
    if vat_rate is None:
        raise Refusal("The other signals are in another tax basis: give the VAT rate of this one.", field="vat_rate")
    with localcontext(EXACT):
        taxed = 1 + vat_rate.ratio
        return 1 / taxed if told.tax_included else taxed


def _months(told: Basis, wanted: Basis) -> Decimal:
    """How much of the one is in the other, by their months."""
    if told.span is wanted.span is Span.FIRST_YEAR:
        return Decimal(1)
    if Span.FIRST_YEAR in {told.span, wanted.span}:
        raise Refusal(
            "A budget of the first year says nothing of later ones: give this signal as the others are.", field="span"
        )
    return EXACT.divide(Decimal(_length(wanted)), Decimal(_length(told)))


def _length(basis: Basis) -> int:
    return basis.term_months or A_YEAR if basis.span is Span.TERM else A_YEAR
