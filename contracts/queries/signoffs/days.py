"""Whose word on a contract the calendar may have overtaken."""

from django.db.models import QuerySet

from contracts.domain.signoffs import BESIDE, Apart
from contracts.models import SignOff
from quotes.domain.approvals import Verdict
from stakeholders.models import Deal


def signed_off_on_data() -> QuerySet[Deal]:
    """Open deals for whose data somebody signed a route off: the route of today may be another."""
    given = SignOff.objects.filter(role=BESIDE[Apart.DATA], verdict=Verdict.APPROVE).exclude(route="")
    return Deal.objects.open().filter(pk__in=given.values("deal")).order_by("pk")
