"""The part of the deal header that belongs to what we sign: its tab."""

from datetime import datetime

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from dealdesk.web.dealheader import HeaderPart, Tab
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, User
from stakeholders.permissions import Act


def header_part(user: User, deal: Deal, at: datetime) -> HeaderPart:
    """Nothing is asked of the database before a deal is signed; then how much is open and whether any is late."""
    if not Act.SEE_CHECKLIST.permits(user):
        return HeaderPart()
    label = gettext("Contract")
    if deal.stage != Stage.SIGNED:
        url = reverse("contracts:checklists", args=[deal.pk])
        return HeaderPart(tabs=(Tab(key="contract", label=label, url=url),))
    found = deal.obligations.open().aggregate(n=Count("pk"), first=Min("due_on"))
    tone = "bad" if found["first"] and found["first"] < timezone.localdate(at) else ""
    url, note = reverse("contracts:after", args=[deal.pk]), str(found["n"] or "")
    return HeaderPart(tabs=(Tab(key="contract", label=label, url=url, note=note, tone=tone),))
