"""Gives the main deal of the demo a plan to its signature, as both sides would have agreed on it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dealdesk.management.demo.people import read
from dealdesk.management.demo.times import day, on
from stakeholders.actions import plans
from stakeholders.domain.plans.words import MilestoneKind
from stakeholders.models import Contact, Deal, Milestone, User

# The days on which it was drawn up, and on which somebody last went through it.
DRAWN_UP, GONE_THROUGH = -16, -2


def tell(deal: Deal, contacts: Mapping[str, Contact], cast: Mapping[str, User], at: datetime) -> None:
    made: dict[str, Milestone] = {}
    for told in read("plans")["milestones"]:
        row = plans.add_milestone(
            deal,
            after=[made[name] for name in told.get("after", ())],
            **_facts(told, contacts, cast, at),
            by=deal.owner,
            at=day(at, DRAWN_UP),
        )
        if "done" in told:
            row = plans.finish_milestone(row, by=cast[told["owner"]], at=day(at, told["done"]))
        made[row.name] = row
    blocked = next(told for told in read("plans")["milestones"] if "blocker" in told)
    row = made[blocked["name"]]
    plans.change_milestone(
        row,
        after=list(row.after.all()),
        **_facts(blocked, contacts, cast, at) | {"blocker": blocked["blocker"]},
        by=deal.owner,
        at=day(at, GONE_THROUGH),
    )


def _facts(told: dict[str, Any], contacts: Mapping[str, Contact], cast: Mapping[str, User], at: datetime) -> Any:
    return {
        "kind": MilestoneKind(told["kind"]),
        "name": told["name"],
        "owner": cast[told["owner"]],
        "buyer": contacts[told["buyer"]],
        "lead_p50": told["p50"],
        "lead_p80": told["p80"],
        "due_on": on(at, told["due"]) if "due" in told else None,
        "blocker": "",
        "evidence": told.get("evidence", ""),
    }
