"""Notices and what became of their mails."""

from stakeholders.models import Deal, Notice, NoticeDelivery
from tests.factories.stakeholders import NOW


def told_of(deal: Deal) -> dict[str, int | str]:
    """What the team's manager was told, and a mail of it that did not get out."""
    notice = Notice.objects.filter(deal=deal, kind="approval_asked", to=deal.team.manager).order_by("pk")[0]
    mail = NoticeDelivery.objects.create(notice=notice, way="mail", state="failed", due_at=NOW, claimed_at=NOW)
    return {"notice": notice.pk, "delivery": mail.pk}
