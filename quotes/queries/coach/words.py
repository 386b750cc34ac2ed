"""Each hint as a sentence, with the numbers behind it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import large, money, percent, quantity
from dealdesk.kernel.money import round_to
from dealdesk.kernel.percent import Percent
from dealdesk.web.units import A_MONTH, unit
from quotes.domain.coach.advice import Hint
from quotes.domain.coach.figures import RangeClass
from quotes.domain.issues.swaps import StepClass
from quotes.domain.negotiation import Issue
from quotes.domain.pricing.lengths import Total
from quotes.domain.readiness import Requirement


@dataclass(frozen=True)
class Amounts:
    """Writes amounts of one currency as a total is read; those for so many `months` by the month, to the cent half up,
    where offers of different lengths are compared."""

    currency: str
    months: int | None = None

    def __call__(self, amount: Any) -> str:
        return f"{self.bare(amount)} {self.counted}"

    def row(self, amounts: Iterable[Any]) -> str:
        return f"{' → '.join(map(self.bare, amounts))} {self.counted}"

    def bare(self, amount: Any) -> str:
        """Without its unit."""
        if self.months is None:
            return large(amount, self.currency)
        return money(Total(amount, self.months).over(A_MONTH))

    @property
    def counted(self) -> str:
        if self.months is None:
            return unit(self.currency, large=True)
        return unit(self.currency, months=A_MONTH)


def _share(ratio: Any) -> str:
    return percent(round_to(Percent.from_ratio(ratio).points, 0))


type Facts = Any
type Words = Callable[[Facts, Amounts], tuple[str, str]]


def _below_reservation(facts: Facts, money: Amounts) -> tuple[str, str]:
    return (
        _("Below the lowest total you planned to sign"),
        _("%(offer)s against %(reservation)s in the plan: somebody has to agree to this.")
        % {"offer": money(facts["offer"]), "reservation": money(facts["reservation"])},
    )


def _first_step(facts: Facts, money: Amounts) -> tuple[str, str]:
    return (
        _("The first step takes %(share)s of the room") % {"share": _share(facts["share"])},
        _("The room is %(room)s; a first step over %(most)s of it leaves little for the rounds to come.")
        % {"room": money(facts["room"]), "most": _share(facts["most"])},
    )


def _not_shrinking(facts: Facts, money: Amounts) -> tuple[str, str]:
    grows = facts["step"] > facts["before"]
    title = _("The step grows: %(steps)s") if grows else _("The step does not shrink: %(steps)s")
    return (
        title % {"steps": money.row((facts["before"], facts["step"]))},
        _("They will take it that there is more room, and ask for more in the next round."),
    )


def _ahead_of_plan(facts: Facts, money: Amounts) -> tuple[str, str]:
    said = {"spent": _share(facts["spent"]), "plan": _share(facts["plan"])}
    left = (
        _("Of %(room)s, %(left)s are left.") if facts["left"] >= 0 else _("All of %(room)s is gone, and %(left)s more.")
    )
    return (
        _("Room spent faster than planned: %(spent)s, plan %(plan)s") % said,
        left % {"room": money(facts["room"]), "left": money(abs(facts["left"]))},
    )


def _one_sided(facts: Facts, money: Amounts) -> tuple[str, str]:
    if facts["back"]:
        detail = _("They went back to %(ask)s: do not answer that with a lower price.") % {"ask": money(facts["ask"])}
    elif facts["ask"] is None:
        detail = _("They have named no number yet: ask for theirs before you lower yours.")
    else:
        detail = _("Their number is still %(ask)s: ask for a move of theirs first.") % {"ask": money(facts["ask"])}
    return _("We move by %(step)s, and they do not") % {"step": money(facts["step"])}, detail


def _untraded(facts: Facts, money: Amounts) -> tuple[str, str]:
    if facts["step"]:
        title = _("%(step)s given for nothing") % {"step": money(facts["step"])}
    else:
        title = _("Given for nothing: %(gives)s") % {"gives": facts["gives"]}
    return title, _("Name what it buys: an earlier payment, a longer term, a reference, a larger commitment.")


def _two_at_once(facts: Facts, money: Amounts) -> tuple[str, str]:
    return (
        _("Price and payment given in one move"),
        _("The total falls by %(step)s and they may pay later too: split it into two trades.")
        % {"step": money(facts["step"])},
    )


def _price_only(facts: Facts, money: Amounts) -> tuple[str, str]:
    if facts["rounds"]:
        return (
            _("Only the price has moved for %(rounds)s rounds") % {"rounds": facts["rounds"]},
            _("Bring something else to the table: payment, term, SLA, support, a reference."),
        )
    return (
        _("Nearly all we gave lies in one issue"),
        _("Sum of squared shares %(share)s, over %(most)s.")
        % {"share": quantity(round_to(facts["share"], 2)), "most": quantity(facts["most"])},
    )


def _pace(facts: Facts, money: Amounts) -> tuple[str, str]:
    ratio, low, high = facts["ratio"], facts["low"], facts["high"]
    said = {"ratio": quantity(round_to(ratio, 2)), "low": quantity(low), "high": quantity(high)}
    if ratio < low:
        title = _("The step shrinks suddenly: %(ratio)s of the last one")
        detail = _("Between %(low)s and %(high)s it looks hard-won; below it looks like an end that may be premature.")
    else:
        title = _("The step hardly shrinks: %(ratio)s of the last one")
        detail = _("Between %(low)s and %(high)s it looks hard-won; above it promises more.")
    return title % said, detail % said


def _our_limit(facts: Facts, money: Amounts) -> tuple[str, str]:
    limit = money(facts["limit"])
    if "lowest" in facts:
        return (
            _("Our steps point at %(limit)s, below what we could sign") % {"limit": limit},
            _("The lowest is %(lowest)s: shrink faster, or they will wait for room that is not there.")
            % {"lowest": money(facts["lowest"])},
        )
    if facts["hoped"] is not None:
        return (
            _("Our steps point at %(limit)s, above what we hope for") % {"limit": limit},
            _("We hope for %(hoped)s: they may think we are finished too early.") % {"hoped": money(facts["hoped"])},
        )
    return (
        _("Our steps point at %(limit)s, above our target") % {"limit": limit},
        _("The target is %(target)s: they may think we are finished too early.") % {"target": money(facts["target"])},
    )


def _their_limit(facts: Facts, money: Amounts) -> tuple[str, str]:
    title = _("They are shrinking too: %(steps)s") % {"steps": money.row(facts["steps"])}
    detail = _("By the pattern alone they would end at %(limit)s.") % {"limit": money(facts["limit"])}
    if facts["target"]:
        detail += " " + _("Look at our target first: %(target)s.") % {"target": money(facts["target"])}
    return title, detail


def _round_number(facts: Facts, money: Amounts) -> tuple[str, str]:
    return (
        _("A round number: %(offer)s") % {"offer": money(facts["offer"])},
        _("It ends in %(zeros)s zeros. A figure that follows from the price list is harder to push.")
        % {"zeros": facts["zeros"]},
    )


def _shrinking(facts: Facts, money: Amounts) -> tuple[str, str]:
    title = _("Concessions shrink: %(steps)s") % {"steps": money.row(facts["steps"])}
    return title, _("The pattern points at %(limit)s.") % {"limit": money(facts["limit"])}


def _extreme(facts: Facts, money: Amounts) -> tuple[str, str]:
    told = []
    if facts["budget"] is not None:
        words = _("It is above %(budget)s, which their budget stays under with a chance of %(share)s.")
        told.append(words % {"budget": money(facts["budget"]), "share": _share(facts["share"])})
    if facts["closed"] is not None:
        words = _("It is above %(closed)s, %(times)s times what three in four comparable deals closed at or under.")
        told.append(words % {"closed": money(facts["closed"]), "times": quantity(facts["times"])})
    return _("Our first number is out of reach: %(first)s") % {"first": money(facts["first"])}, " ".join(told)


def _losing(facts: Facts, money: Amounts) -> tuple[str, str]:
    return (
        _("This costs %(loss)s more than it brings") % {"loss": money(-facts["net"])},
        _("Ask for more in return, or write in its row why it is worth it: the approver reads it."),
    )


def _past_floor(facts: Facts, money: Amounts) -> tuple[str, str]:
    issues = " · ".join(_(Issue(issue).label) for issue in facts["issues"])
    return (
        _("Past our limit: %(issues)s") % {"issues": issues},
        _("It is worse than the worst you would sign. Take it back, or say why you go on all the same."),
    )


def _step(facts: Facts, money: Amounts) -> tuple[str, str]:
    said = {"ours": _signed(facts["ours"], money), "theirs": _signed(facts["theirs"], money)}
    return _(StepClass(facts["step"]).label), _("For us %(ours)s, for them about %(theirs)s.") % said


def _signed(amount: Any, money: Amounts) -> str:
    return f"+{money(amount)}" if amount > 0 else money(amount)


def _range(facts: Facts, money: Amounts) -> tuple[str, str]:
    theirs = ""
    if "their_high" in facts:
        theirs = _("They named %(low)s to %(high)s: the upper end has been said, talk from there.") % {
            "low": money.bare(facts["their_low"]),
            "high": money(facts["their_high"]),
        }
    if "low" not in facts:
        return _("They named a range"), theirs
    title = _("Our range: %(sounds)s, %(width)s wide") % {
        "sounds": _(RangeClass(facts["sounds"]).label),
        "width": _share(facts["width"]),
    }
    ours = _("From %(low)s to %(high)s: they will hear the lower end. Start a range at the number you mean.") % {
        "low": money.bare(facts["low"]),
        "high": money(facts["high"]),
    }
    return title, f"{ours} {theirs}".rstrip()


def _claimed(facts: Facts, money: Amounts) -> tuple[str, str]:
    said = [] if facts["amount"] is None else [Amounts(facts["currency"])(facts["amount"])]
    if facts["percent"] is not None:
        points = {"points": percent(facts["percent"])}
        # A note from before it was kept does not know what the part is of.
        if total := facts.get("total"):
            than = {"version": facts["against"], "total": Amounts(money.currency)(total)}
            said.append(_("%(points)s cheaper than %(version)s at %(total)s") % (points | than))
        else:
            said.append(_("%(points)s cheaper") % points)
    told = {"rival": facts["rival"], "said": _(", ").join(said), "days": facts["days"], "source": facts["source"]}
    return (
        _("%(step)s given against a price that is only claimed") % {"step": money(facts["step"])},
        _(
            "%(rival)s: %(said)s, heard %(days)s days ago (%(source)s), nothing in writing. "
            "Ask for the scope, and do not answer the number."
        )
        % told,
    )


def _early(facts: Facts, money: Amounts) -> tuple[str, str]:
    told = []
    if facts["missing"]:
        gaps = _(", ").join(_(Requirement(word).label) for word in facts["missing"])
        told.append(_("Not known yet: %(gaps)s.") % {"gaps": gaps})
    if not facts["decider"]:
        told.append(_("Nobody who decides was met."))
    return _("The first price goes out early"), " ".join(told)


def _late(facts: Facts, money: Amounts) -> tuple[str, str]:
    return (
        _("No word from them for %(days)s days") % {"days": facts["days"]},
        _("From %(most)s days on somebody should ask: what has changed, and who decides next?")
        % {"most": quantity(facts["most"])},
    )


WORDS: dict[Hint, Words] = {
    Hint.BELOW_RESERVATION: _below_reservation,
    Hint.FIRST_STEP: _first_step,
    Hint.NOT_SHRINKING: _not_shrinking,
    Hint.AHEAD_OF_PLAN: _ahead_of_plan,
    Hint.ONE_SIDED: _one_sided,
    Hint.UNTRADED: _untraded,
    Hint.TWO_AT_ONCE: _two_at_once,
    Hint.PRICE_ONLY: _price_only,
    Hint.PACE: _pace,
    Hint.OUR_LIMIT: _our_limit,
    Hint.THEIR_LIMIT: _their_limit,
    Hint.ROUND_NUMBER: _round_number,
    Hint.SHRINKING: _shrinking,
    Hint.EXTREME: _extreme,
    Hint.LOSING: _losing,
    Hint.PAST_FLOOR: _past_floor,
    Hint.STEP: _step,
    Hint.RANGE: _range,
    Hint.CLAIMED: _claimed,
    Hint.EARLY: _early,
    Hint.LATE: _late,
}
