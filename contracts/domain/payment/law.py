"""What the law says of when and how we are paid: terms, interest, back-to-back clauses, taxes, supplements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.domain.statutes import Named, Statute
from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word

DAYS_A_YEAR = Decimal(365)


class Buyer(Word):
    """Who pays, as 保障中小企业款项支付条例 tells them apart; sizes are those of the day of signing (article 3)."""

    PUBLIC = "public", "Government body or public institution"
    LARGE = "large", "Large enterprise"
    MEDIUM = "medium", "Medium enterprise"
    SMALL = "small", "Small or micro enterprise"


class OwnSize(Word):
    """How large we are, where we are protected; 国务院's standards of size tell them apart (article 3)."""

    MEDIUM = "medium", "Medium enterprise"
    SMALL = "small", "Small enterprise"
    MICRO = "micro", "Micro enterprise"


class Standing(Word):
    """What becomes of an agreed term of payment."""

    FREE = "free", "The parties may agree on what they like"
    WITHIN = "within", "Within what the law gives"
    BY_CUSTOM = "by_custom", "Longer than the law gives: only where industry norm and custom bear it out"
    TOO_LONG = "too_long", "Longer than the law allows"


@dataclass(frozen=True, kw_only=True)
class Term:
    """Days from delivery or acceptance. `days` hold where nothing is agreed, `most` is the longest that may be; both
    are None where the law leaves it to the parties."""

    standing: Standing
    days: int | None
    most: int | None

    @property
    def is_allowed(self) -> bool:
        return self.standing is not Standing.TOO_LONG


def is_protected(buyer: Buyer, *, seller_is_small: bool) -> bool:
    """Whether the rules of payment to small and medium enterprises hold: we are one, and the buyer is a public body or
    a large enterprise. We have to say at signing that we are one. Source: 保障中小企业款项支付条例, articles 2 and 3.
    """
    return seller_is_small and buyer in (Buyer.PUBLIC, Buyer.LARGE)


def payment_term(rule: Statute | None, agreed: int | None) -> Term:
    """How an agreed number of days stands against the rule that protects us, None where none does.

    Source: 保障中小企业款项支付条例, article 9: public bodies pay in 30 days and agree on 60 at most; large
    enterprises pay in 60 days, and longer only by reasonable agreement after industry norm and custom.
    """
    if agreed is not None and agreed < 0:
        raise Refusal("A term of payment is not below nothing.", field="credit_days")
    if rule is None:
        return Term(standing=Standing.FREE, days=None, most=None)
    days, most = int(rule[Named.DAYS]), rule.figures.get(Named.MOST_DAYS)
    longest = None if most is None else int(most)
    return Term(standing=_standing(agreed, days, longest), days=days, most=longest)


def _standing(agreed: int | None, days: int, longest: int | None) -> Standing:
    if longest is not None and agreed is not None and agreed > longest:
        return Standing.TOO_LONG
    if agreed is None or agreed <= (longest or days):
        return Standing.WITHIN
    return Standing.BY_CUSTOM


class Condition(Word):
    """On what an agreement makes payment depend."""

    NONE = "none", "Nothing but our delivery"
    THIRD_PARTY = "third_party", "That somebody else pays the buyer first"
    INTERNAL = "internal", "The buyer's own approvals or a change of its representative"
    AUDIT = "audit", "An audit that neither law nor contract provides for"


def may_depend(condition: Condition, *, protected: bool) -> bool:
    """Whether payment may be made to depend on it. Source: 保障中小企业款项支付条例, article 9 (third parties' payment)
    and those on internal procedures and audits: none of them is a reason to wait."""
    return condition is Condition.NONE or not protected


def clock_starts(*, delivered: int, accepted: int | None, window: int, buyer_delays: bool) -> int | None:
    """The day from which the term of payment runs where work is accepted first, all in days from one day zero.

    It is the day of acceptance, or, where the buyer puts it off, the end of the agreed window. None while work is not
    accepted and the window still runs by the buyer's right. Source: 保障中小企业款项支付条例, article 10.
    """
    if window < 0:
        raise Refusal("A window for acceptance is not below nothing.", field="window")
    end = delivered + window
    if accepted is not None and accepted <= end:
        return accepted
    return end if buyer_delays else accepted


def late_interest(rule: Statute, overdue: Decimal, days: int, agreed: Percent | None) -> Decimal:
    """Interest on what is overdue, unrounded: by the agreed yearly rate on 365 days, else by the law's daily one."""
    if overdue < 0 or days < 0:
        raise Refusal("Neither an overdue amount nor its days are below nothing.", field="days")
    if agreed is None:
        return EXACT.multiply(Percent(rule[Named.PERCENT_A_DAY]).of(overdue), Decimal(days))
    return EXACT.divide(EXACT.multiply(agreed.of(overdue), Decimal(days)), DAYS_A_YEAR)


def a_year(rule: Statute) -> Percent:
    """The law's daily rate as a simple yearly one: 0.05 % a day is 18.25 %."""
    return Percent(EXACT.multiply(rule[Named.PERCENT_A_DAY], DAYS_A_YEAR))


def is_enough_interest(agreed: Percent, prime: Percent) -> bool:
    """An agreed rate is not below the one-year loan prime rate on the day of signing, which finance enters with its
    date. Source: 保障中小企业款项支付条例, article 17."""
    return agreed >= prime


@dataclass(frozen=True, kw_only=True)
class Supply:
    """Something sold, net of tax, and the VAT rate that is its own."""

    net: Decimal
    rate: Percent


@dataclass(frozen=True, kw_only=True)
class Taxed:
    """The tax on several supplies, and what it would be if they were booked apart. `rate` is None where each has its
    own; amounts unrounded."""

    rate: Percent | None
    vat: Decimal
    vat_apart: Decimal


def tax_on(supplies: Sequence[Supply], *, apart: bool) -> Taxed:
    """Supplies of different rates that are not booked apart are all taxed at the highest one.

    Source: 增值税法, article 12.
    """
    if not supplies:
        raise Refusal("There is nothing to tax.", field="lines")
    own = sum((supply.rate.of(supply.net) for supply in supplies), ZERO)
    rates = {supply.rate for supply in supplies}
    if apart and len(rates) > 1:
        return Taxed(rate=None, vat=own, vat_apart=own)
    highest = max(rates)
    whole = sum((supply.net for supply in supplies), ZERO)
    return Taxed(rate=highest, vat=highest.of(whole), vat_apart=own)


@dataclass(frozen=True, kw_only=True)
class Supplements:
    most: Decimal
    asked: Decimal

    @property
    def is_allowed(self) -> bool:
        return self.asked <= self.most


def supplements(rule: Statute, original: Decimal, asked: Sequence[Decimal]) -> Supplements:
    """All supplements to a public contract for the same goods or services together, against a share of the original.

    Source: 政府采购法, article 49: 10 % at most.
    """
    if original <= 0:
        raise Refusal("The original contract has an amount.", field="original")
    return Supplements(most=Percent(rule[Named.PERCENT_OF_CONTRACT]).of(original), asked=sum(asked, ZERO))


def public_year(rule: Statute, year: int) -> tuple[date, date]:
    """The first and the last day of a public body's fiscal year. Source: 预算法, article 18."""
    first = date(year, int(rule[Named.FIRST_MONTH]), int(rule[Named.FIRST_DAY]))
    return first, date(year, int(rule[Named.LAST_MONTH]), int(rule[Named.LAST_DAY]))
