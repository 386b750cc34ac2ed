"""Lists of whom we met and who looked, filled with any number of rows."""

from datetime import timedelta

from django.urls import reverse

from stakeholders.actions.notices import notify
from stakeholders.actions.privacy import enter_privacy_policy, open_map
from stakeholders.actions.savedviews import save_view
from stakeholders.domain.journal import Listing
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Notice, NoticeDelivery
from tests.architecture.listing import Cast
from tests.factories import notices as notified
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW


def engagements(cast: Cast, rows: int) -> str:
    """Each with somebody else, and one that was corrected."""
    for number in range(rows):
        contact = whom.contact(customer=cast.customer, name=f"联系人 {number}")
        made = whom.engagement(deal=cast.deal, contacts=[contact], by=cast.ada)
        whom.engagement(deal=cast.deal, contacts=[contact], by=cast.ada, corrects=made)
    return reverse("stakeholders:engagements", args=[cast.deal.pk])


def privacy(cast: Cast, rows: int) -> str:
    """What so many policies say, and who opened Ada's map on so many days."""
    for number in range(rows):
        at = NOW + timedelta(days=number)
        told = {"purpose": "决策", "legal_basis": "意见", "retention_months": 12, "source": "制度"}
        enter_privacy_policy(**told, valid_from=at.date(), by=cast.adm, at=NOW)
        open_map(cast.deal, by=cast.ada, at=at)
    return reverse("stakeholders:privacy")


def savedviews(cast: Cast, rows: int) -> str:
    for number in range(rows):
        for listing in Listing:
            save_view(listing=listing, name=f"视图 {number}", address="mine=1", by=cast.ada, at=NOW)
    return reverse("stakeholders:savedviews")


def notices(cast: Cast, rows: int) -> str:
    """Of so many things that somebody else did."""
    for _ in range(rows):
        notify(
            NoticeKind.ROUND_LOGGED, to=[cast.ada], about=cast.deal, deal=cast.deal, by=cast.adm, at=NOW, number="BJ-1"
        )
    return reverse("stakeholders:notices")


def notice_outbox(cast: Cast, rows: int) -> str:
    """As many that did not get out."""
    notices(cast, rows)
    for notice in Notice.objects.all():
        NoticeDelivery.objects.create(notice=notice, way="mail", state="failed", due_at=NOW, claimed_at=NOW)
    return reverse("stakeholders:notice_outbox")


def robots(cast: Cast, rows: int) -> str:
    """As many teams, each with one."""
    for number in range(rows):
        notified.robot(team=whom.team(name=f"组 {number}"), by=cast.adm)
    return reverse("stakeholders:robots")
