"""What waits for somebody and asks the same of them: it may be decided together."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quotes.models import ApprovalStep
from quotes.models.alike import kind_of
from quotes.queries.approvals.alike import asked, reason_of
from quotes.queries.approvals.inbox import InboxRow, waiting_rows
from stakeholders.models import User
from stakeholders.permissions import Act

# As many as are read at once; who has more waiting decides some of them first.
MOST = 100
THRESHOLD = "%(figure)s: %(operator)s %(threshold)s"


@dataclass(frozen=True, kw_only=True)
class Group:
    """At least two requests at one step because the same rules fired, the longest wait first."""

    asks: tuple[str, ...]
    rules: tuple[str, ...]
    rows: tuple[InboxRow, ...]

    @property
    def requests(self) -> frozenset[int]:
        return frozenset(row.request.pk for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class TogetherScreen:
    """`alone` counts what waits and asks something that nothing else asks."""

    groups: tuple[Group, ...]
    alone: int

    def group_of(self, ticked: Collection[int]) -> Group | None:
        """The first that one of these requests is in, else the first of all."""
        found = (group for group in self.groups if group.requests & set(ticked))
        return next(found, next(iter(self.groups), None))


def together_screen(user: User, at: datetime) -> TogetherScreen:
    """Without what waits for an answer to a question or a counter."""
    found: dict[object, list[InboxRow]] = {}
    for row in waiting_rows(user, at, MOST):
        found.setdefault(kind_of(row.request, user), []).append(row)
    groups = [rows for rows in found.values() if len(rows) > 1]
    return TogetherScreen(
        groups=tuple(_group(rows, user) for rows in groups), alone=sum(len(rows) == 1 for rows in found.values())
    )


def _group(rows: list[InboxRow], user: User) -> Group:
    steps: list[ApprovalStep] = list(rows[0].request.steps.all())
    rules = [_rule(one, user) for step in steps for one in step.why]
    return Group(
        asks=tuple(dict.fromkeys(asked(step) for step in steps)),
        rules=tuple(dict.fromkeys([*rules, *(step.added_because for step in steps if step.added_because)])),
        rows=tuple(rows),
    )


def _rule(why: dict[str, Any], user: User) -> str:
    """Without what it says of one offer."""
    message = THRESHOLD if "threshold" in why["params"] else why["message"]
    sees_floor, sees_plan = Act.SEE_FLOOR.permits(user), Act.SEE_ROUNDS.permits(user)
    return reason_of(why.get("figure"), message, why["params"], sees_floor, sees_plan)
