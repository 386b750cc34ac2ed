"""The part of the deal header that belongs to what we sign: its tab."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from dealdesk.web.dealheader import HeaderPart, Tab
from stakeholders.models import Deal, User
from stakeholders.permissions import Act


def header_part(user: User, deal: Deal, at: datetime) -> HeaderPart:
    """Nothing is asked of the database."""
    if not Act.SEE_CHECKLIST.permits(user):
        return HeaderPart()
    url = reverse("contracts:checklists", args=[deal.pk])
    return HeaderPart(tabs=(Tab(key="contract", label=gettext("Contract"), url=url),))
