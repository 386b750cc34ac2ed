"""Letting a robot speak in a team's group, and silencing it."""

from datetime import datetime

from django.db import transaction

from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from stakeholders.actions.journal import record
from stakeholders.domain.robots import Hook
from stakeholders.models import Robot, Team, User


@transaction.atomic
def add_robot(*, team: Team, hook: Hook, secret: str, by: User, at: datetime) -> Robot:
    """The journal says whose robot and for which team, never what lets it speak."""
    with once(one_robot_a_team=_another):
        robot = Robot.objects.create(
            team=team, vendor=hook.vendor, token=hook.token, secret=secret, added_at=at, added_by=by
        )
    record("add_robot", on=robot, by=by, at=at, team=team.name, vendor=robot.vendor)
    return robot


def _another() -> Refusal:
    return Refusal("This team has a robot already: remove it first.", field="team")


@transaction.atomic
def remove_robot(*, robot: Robot, by: User, at: datetime) -> None:
    held = Robot.objects.select_for_update(of=("self",)).select_related("team").get(pk=robot.pk)
    if held.removed_at is not None:
        raise StaleRefusal("This robot was removed already.")
    held.token, held.secret, held.removed_at, held.removed_by = "", "", at, by
    held.save(update_fields=["token", "secret", "removed_at", "removed_by"])
    record("remove_robot", on=held, by=by, at=at, team=held.team.name, vendor=held.vendor)
