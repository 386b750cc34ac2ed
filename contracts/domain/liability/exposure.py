"""What a contract's liability comes to: for each cap the smaller of the cap and the loss, and what is out of line."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from contracts.domain.liability.damages import Loss, void_exclusions
from contracts.domain.liability.words import NEVER_CAPPED, Basis, Bucket, Harm, Unbounded
from contracts.domain.statutes import Named, Rule, Statute
from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Blocker, Finding, Refusal, Warning_

MONTHS_A_YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Line:
    """One harm and the cap it falls under; `loss` is what it may plausibly cost the customer, None if nobody said."""

    harm: Harm
    bucket: Bucket
    loss: Decimal | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if self.loss is not None and self.loss < 0:
            raise Refusal("Neither a loss nor damages are below nothing.", field=f"{self.harm}_loss")
        if self.loss is not None and not self.source:
            raise Refusal("Say where this loss comes from.", field=f"{self.harm}_source")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a contract says of liability. The increased cap is a multiple of the general one or an amount; `turnover` is
    ours of the last year in CNY, by which fines are measured."""

    basis: Basis
    lines: tuple[Line, ...]
    increased_times: Decimal | None = None
    increased_amount: Decimal | None = None
    per_claim: bool = False
    credits_outside: bool = False
    indemnity_outside: bool = False
    one_sided: bool = False
    waives_adjustment: bool = False
    excluded: frozenset[Loss] = frozenset()
    damages_cap: Decimal | None = None
    delay_loss: Decimal | None = None
    delay_source: str = ""
    turnover: Decimal | None = None
    turnover_source: str = ""

    def __post_init__(self) -> None:
        if self.increased_times is not None and self.increased_amount is not None:
            raise Refusal(
                "An increased cap is so many times the general one or an amount: choose one.", field="increased_times"
            )
        if self.delay_loss is not None and not self.delay_source:
            raise Refusal("Say where this loss comes from.", field="delay_source")
        if self.turnover is not None and not self.turnover_source:
            raise Refusal("Say where the turnover comes from.", field="turnover_source")
        if self._falls(Bucket.INCREASED) and self.increased_times is None and self.increased_amount is None:
            raise Refusal("Say how high the increased cap is: something falls under it.", field="increased_times")

    def _falls(self, bucket: Bucket) -> bool:
        return any(line.bucket is bucket for line in self.lines)

    @property
    def beyond(self) -> tuple[Harm, ...]:
        """What is without a cap though the law would let it have one."""
        free = {line.harm for line in self.lines if line.bucket is Bucket.UNLIMITED}
        return tuple(harm for harm in Harm if harm in free - NEVER_CAPPED)


def fees_of_a_year(total: Decimal, months: int) -> Decimal:
    """What twelve months cost of a contract of so many, at most the whole; unrounded, in the total's tax basis. Months
    are those that are paid: free ones lower no cap, for nothing falls due in them."""
    return EXACT.divide(EXACT.multiply(total, Decimal(min(months, MONTHS_A_YEAR))), Decimal(months))


def general_cap(terms: Terms, total: Decimal, months: int, amount: Decimal | None) -> Decimal | None:
    """At its highest; None where there is no cap, or an amount that nobody has entered. `amount` is the figure of the
    clause on the checklist."""
    if terms.basis in (Basis.PAID, Basis.PAYABLE):
        return fees_of_a_year(total, months)
    return {Basis.CONTRACT: total, Basis.AMOUNT: amount}.get(terms.basis)


def not_entered(terms: Terms, amount: Decimal | None) -> frozenset[Bucket]:
    """Caps that rest on an amount which nobody has entered on the checklist: they are there, and not known."""
    if terms.basis is not Basis.AMOUNT or amount is not None or terms.per_claim:
        return frozenset()
    return frozenset({Bucket.GENERAL} | ({Bucket.INCREASED} if terms.increased_times is not None else set()))


def increased_cap(terms: Terms, general: Decimal | None) -> Decimal | None:
    if terms.increased_amount is not None or terms.increased_times is None or general is None:
        return terms.increased_amount
    return EXACT.multiply(general, terms.increased_times)


@dataclass(frozen=True, kw_only=True)
class Exposed:
    """One cap with what falls under it: `loss` the sum of what was said, `at_stake` the smaller of the two; None is
    without bound. `unsaid` are harms whose loss nobody has said."""

    bucket: Bucket
    harms: tuple[Harm, ...]
    cap: Decimal | None
    loss: Decimal
    unsaid: tuple[Harm, ...]
    at_stake: Decimal | None


def exposure(terms: Terms, general: Decimal | None, increased: Decimal | None) -> tuple[Exposed, ...]:
    """A cap for each claim bounds no sum of claims. Where a loss was not said, the cap is what may come, and without
    one nothing bounds it."""
    caps = {Bucket.GENERAL: general, Bucket.INCREASED: increased, Bucket.UNLIMITED: None}
    return tuple(_exposed(terms, bucket, None if terms.per_claim else caps[bucket]) for bucket in Bucket)


def at_stake(found: tuple[Exposed, ...]) -> Decimal | None:
    """All together; None where one of them has no bound."""
    told = [one.at_stake for one in found]
    return None if None in told else sum((one for one in told if one is not None), ZERO)


def unbounded(one: Exposed, unknown: frozenset[Bucket]) -> Unbounded | None:
    """None where it is bounded. What the law forbids to cap waits for its loss alone; `unknown` are the caps that
    nobody entered."""
    if one.at_stake is not None:
        return None
    if one.bucket in unknown:
        return Unbounded.NOT_ENTERED
    return Unbounded.UNSAID if NEVER_CAPPED.issuperset(one.unsaid) else Unbounded.BOUNDLESS


def _exposed(terms: Terms, bucket: Bucket, cap: Decimal | None) -> Exposed:
    lines = [line for line in terms.lines if line.bucket is bucket]
    loss = sum((line.loss for line in lines if line.loss is not None), ZERO)
    unsaid = tuple(line.harm for line in lines if line.loss is None)
    return Exposed(
        bucket=bucket,
        harms=tuple(line.harm for line in lines),
        cap=cap,
        loss=loss,
        unsaid=unsaid,
        at_stake=cap if unsaid else loss if cap is None else min(cap, loss),
    )


@dataclass(frozen=True)
class Flag:
    """What is out of line, the rule that says so, and the clause of the library it is about."""

    finding: Finding
    clause: str
    rule: Rule | None = None


def flags(terms: Terms) -> tuple[Flag, ...]:
    return (*_caps(terms), *_validity(terms))


def stops(terms: Terms) -> tuple[str, ...]:
    """The clauses, by their keys, that we do not sign as they are."""
    return tuple(dict.fromkeys(flag.clause for flag in flags(terms) if isinstance(flag.finding, Blocker)))


def most_fine(rule: Statute, turnover: Decimal | None) -> Decimal:
    """The higher of the amount and the share of turnover, both in CNY; the amount where the turnover is not known.

    Source: 个人信息保护法, article 66.
    """
    share = ZERO if turnover is None else Percent(rule[Named.PERCENT_OF_TURNOVER]).of(turnover)
    return max(rule[Named.MOST_FINE], share)


def _caps(terms: Terms) -> Iterator[Flag]:
    if terms.basis is Basis.NONE:
        yield Flag(Blocker(message="There is no cap on all liability together."), "cap")
    if terms.per_claim:
        yield Flag(Blocker(message="The cap is for each claim: together they have none."), "cap")
    for harm in terms.beyond:
        yield Flag(Blocker(message="Without a cap: %(harm)s.", params={"harm": harm.label}), "unlimited")
    if terms.credits_outside:
        yield Flag(Warning_(message="Service credits are paid on top of the cap."), "cap")
    if terms.indemnity_outside:
        yield Flag(Warning_(message="Indemnities are paid on top of the cap."), "carve_outs")
    if terms.one_sided:
        yield Flag(
            Warning_(message="Only one side waives indirect loss: ask for the same for both."),
            "excluded_loss",
            Rule.STANDARD_TERMS,
        )


def _validity(terms: Terms) -> Iterator[Flag]:
    for line in terms.lines:
        if line.harm in NEVER_CAPPED and line.bucket is not Bucket.UNLIMITED:
            said = {"harm": line.harm.label}
            found = Warning_(message="No cap holds for this, whatever is written: %(harm)s.", params=said)
            yield Flag(found, "carve_outs", Rule.EXCLUSIONS)
    for loss in void_exclusions(terms.excluded):
        found = Warning_(message="This exclusion is void: %(loss)s.", params={"loss": loss.label})
        yield Flag(found, "excluded_loss", Rule.EXCLUSIONS)
    if terms.waives_adjustment:
        yield Flag(
            Warning_(message="That nobody may ask to adjust damages is not honoured."), "damages", Rule.DAMAGES_ADJUSTED
        )
