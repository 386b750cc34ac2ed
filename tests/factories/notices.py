"""Notices, what became of their mails, and robots that speak in groups."""

from stakeholders.actions.robots import add_robot
from stakeholders.domain.robots import Hook, Vendor
from stakeholders.models import Deal, Notice, NoticeDelivery, Robot, Team, User
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW

# What lets somebody speak in a group; it is on no page, in no journal and in no log.
TOKEN = "5f3c9a1e-7b2d-4c86-9e0f-13d7a4b8c6e2"


def told_of(deal: Deal) -> dict[str, int | str]:
    """What the team's manager was told, and a mail of it that did not get out, and a robot that calls nobody."""
    notice = Notice.objects.filter(deal=deal, kind="approval_asked", to=deal.team.manager).order_by("pk")[0]
    mail = NoticeDelivery.objects.create(notice=notice, way="mail", state="failed", due_at=NOW, claimed_at=NOW)
    silent = robot(team=whom.team(name=f"群 {deal.pk}"), by=deal.owner)
    return {"notice": notice.pk, "delivery": mail.pk, "robot": silent.pk}


def robot(*, team: Team, by: User, vendor: Vendor = Vendor.WECOM, secret: str = "") -> Robot:
    return add_robot(team=team, hook=Hook(vendor, TOKEN), secret=secret, by=by, at=NOW)
