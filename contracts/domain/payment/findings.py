"""What the law on payments says of one contract, rule by rule, in sentences."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.domain.payment.law import (
    Buyer,
    Condition,
    Standing,
    a_year,
    is_enough_interest,
    is_protected,
    may_depend,
    payment_term,
)
from contracts.domain.statutes import Named, Rule, Statute
from dealdesk.kernel.formats import percent
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Blocker, Finding, Warning_


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What is known of the contract: who buys, whether we are a small or medium enterprise, the days of credit, whether
    payment waits for somebody else's, the yearly interest on late payment, the prime rate of the day and its own, and
    the day on which we told our size. None is what nobody has said."""

    buyer: Buyer | None
    we_are_small: bool | None
    credit_days: int
    waits_for_others: bool
    interest: Decimal | None
    prime: Decimal | None
    prime_from: date | None
    declared_on: date | None

    @property
    def protected(self) -> bool | None:
        """None while nobody has said who we both are."""
        if self.buyer is None or self.we_are_small is None:
            return None
        return is_protected(self.buyer, seller_is_small=self.we_are_small)


@dataclass(frozen=True, kw_only=True)
class Said:
    rule: Rule
    finding: Finding


def findings(agreed: Agreed, law: Mapping[Rule, Statute]) -> tuple[Said, ...]:
    """Every rule that protects us here, in the order of a contract; nothing where none does, or it is not known."""
    if not agreed.protected:
        return ()
    return tuple(
        Said(rule=rule, finding=finding)
        for rule, said in SAID.items()
        if rule in law
        for finding in said(agreed, law[rule])
    )


def _declaration(agreed: Agreed, text: Statute) -> Iterator[Finding]:
    if agreed.declared_on is None:
        yield Warning_(message="Not told yet: hand over the declaration at signing, and keep the signed copy here.")
    else:
        yield Finding(message="Told on %(day)s.", params={"day": agreed.declared_on.isoformat()})


def _by_public(agreed: Agreed, text: Statute) -> Iterator[Finding]:
    if agreed.buyer is Buyer.PUBLIC:
        yield _term(agreed, text)


def _by_large(agreed: Agreed, text: Statute) -> Iterator[Finding]:
    if agreed.buyer is Buyer.LARGE:
        yield _term(agreed, text)
    if agreed.waits_for_others and not may_depend(Condition.THIRD_PARTY, protected=True):
        yield Blocker(message="The contract waits for somebody else's payment: such a term does not hold.")
    else:
        yield Finding(message="Payment may not wait for somebody else's, in whole or in proportion.")


def _term(agreed: Agreed, text: Statute) -> Finding:
    term = payment_term(text, agreed.credit_days)
    told = {"agreed": agreed.credit_days, "days": term.days, "most": term.most}
    if term.standing is Standing.TOO_LONG:
        return Blocker(message="%(agreed)s days are agreed, and the law allows %(most)s at most.", params=told)
    if term.standing is Standing.BY_CUSTOM:
        message = "%(agreed)s days are agreed, and the law gives %(days)s: show that the trade's custom bears it out."
        return Warning_(message=message, params=told)
    return Finding(message="%(agreed)s days are agreed; where nothing is, it is %(days)s.", params=told)


def _clock(agreed: Agreed, text: Statute) -> Iterator[Finding]:
    yield Finding(message="Where work is accepted first, agree on a window: put off, the days run from its end.")


def _undisputed(agreed: Agreed, text: Statute) -> Iterator[Finding]:
    yield Finding(message="What is not in dispute is paid on its day.")


def _excuses(agreed: Agreed, text: Statute) -> Iterator[Finding]:
    yield Finding(message="Their own approvals, a new representative or an audit nobody agreed on are no reasons.")


def _non_cash(agreed: Agreed, text: Statute) -> Iterator[Finding]:
    yield Finding(message="Bills and electronic receivables only where the contract says so; they add no days.")


def _confirmation(agreed: Agreed, text: Statute) -> Iterator[Finding]:
    told = {"days": int(text[Named.CONFIRM_DAYS])}
    yield Finding(message="Asked for it, they confirm what they owe within %(days)s days.", params=told)


def _interest(agreed: Agreed, text: Statute) -> Iterator[Finding]:
    """An agreed rate is not below the prime rate of the day on which the contract was made."""
    if agreed.interest is None:
        yield Finding(
            message="No rate is agreed: %(daily)s a day, %(yearly)s a year.",
            params={"daily": percent(text[Named.PERCENT_A_DAY]), "yearly": percent(a_year(text).points)},
        )
        return
    if agreed.prime is None or agreed.prime_from is None:
        yield Warning_(message="Whether the agreed rate is enough hangs on the LPR: finance has not entered it.")
        return
    told = {
        "agreed": percent(agreed.interest),
        "prime": percent(agreed.prime),
        "day": agreed.prime_from.isoformat(),
    }
    if is_enough_interest(Percent(agreed.interest), Percent(agreed.prime)):
        yield Finding(message="%(agreed)s a year is agreed, the LPR is %(prime)s since %(day)s.", params=told)
    else:
        message = "%(agreed)s a year is agreed, below the LPR of %(prime)s since %(day)s: ask for at least that."
        yield Blocker(message=message, params=told)


SAID: Mapping[Rule, Callable[[Agreed, Statute], Iterator[Finding]]] = {
    Rule.DECLARATION: _declaration,
    Rule.PAYMENT_BY_PUBLIC: _by_public,
    Rule.PAYMENT_BY_LARGE: _by_large,
    Rule.ACCEPTANCE_CLOCK: _clock,
    Rule.NON_CASH: _non_cash,
    Rule.EXCUSES: _excuses,
    Rule.UNDISPUTED: _undisputed,
    Rule.CONFIRMATION: _confirmation,
    Rule.LATE_INTEREST: _interest,
}
