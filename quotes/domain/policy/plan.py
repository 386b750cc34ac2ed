"""The plan of a negotiation beside the policy: an offer below it asks a manager, whatever the rules ask."""

from collections.abc import Sequence
from dataclasses import replace

from dealdesk.kernel.formats import priced as with_sign
from dealdesk.kernel.money import round_to
from dealdesk.kernel.refusals import ApprovalNeeded
from quotes.domain.coach.talk import Aims
from quotes.domain.policy.chain import Step
from quotes.domain.policy.rules import SENIORITY, Approver, Whom
from quotes.domain.pricing.lengths import Total

# The `figure` of the row it leaves beside those of the rules: no policy can look at it.
BELOW_PLAN = "below_plan"
AS_NAMED = (
    "The total %(offer)s is below %(lowest)s, the lowest in the plan of this negotiation: %(approver)s must agree."
)
A_MONTH = (
    "A month comes to %(offer)s, below %(lowest)s, the lowest in the plan of this negotiation: %(approver)s must agree."
)


def with_plan(asked: Sequence[Step], aims: Aims | None, offered: Total, currency: str) -> tuple[Step, ...]:
    """The steps, with what the offer is below in the plan told to the lowest manager who must agree anyway, else first
    of all to the team's; the same steps where there is no plan or the offer keeps to it.

    Totals with tax, compared exactly at their price a month of service; of different lengths, told a month, to the
    cent, half up.
    """
    if aims is None or offered.amount >= aims.over(offered.months).reservation:
        return tuple(asked)
    line = [step for step in asked if step.approver in SENIORITY and not step.one_suffices]
    lowest = min(line, key=lambda step: SENIORITY[step.approver], default=None)
    approver = lowest.approver if lowest else Approver.TEAM_MANAGER
    why = (_below(aims, offered, currency, approver),)
    if lowest is None:
        told = [Step(position=1, approver=approver, why=why), *asked]
    else:
        told = [replace(step, why=step.why + why) if step is lowest else step for step in asked]
    return tuple(replace(step, position=position) for position, step in enumerate(told, 1))


def _below(aims: Aims, offered: Total, currency: str, approver: Whom) -> ApprovalNeeded:
    lowest = Total(aims.reservation, aims.months)
    is_alike = lowest.months == offered.months
    offer, least = (total.amount if is_alike else round_to(total.over(1), 2) for total in (offered, lowest))
    return ApprovalNeeded(
        message=AS_NAMED if is_alike else A_MONTH,
        params={
            "offer": with_sign(offer, currency),
            "lowest": with_sign(least, currency),
            "approver": approver.label,
        },
        figure=BELOW_PLAN,
        value=offered.amount,
        limit=aims.over(offered.months).reservation,
        approver=approver,
    )
