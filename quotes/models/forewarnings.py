"""When whoever looks after a claim or an offer hears that it ends, as somebody has said it from a day on."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import DateField, ExpressionWrapper, F, Q, Subquery, Value

from dealdesk.db import paired
from quotes.domain.forewarnings import MOST_CLAIM_DAYS, MOST_OFFER_DAYS, Forewarning
from quotes.domain.lifecycle import RUNNING
from quotes.models.dated import Setting


class ForewarningSetting(Setting):
    """From a day on; a later row takes an earlier one's place. Of the row that the desk comes with nobody is named."""

    claim_days = models.PositiveSmallIntegerField()
    claim_again = models.PositiveSmallIntegerField(null=True, blank=True)
    offer_days = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField(null=True, blank=True)  # type: ignore[assignment]
    added_by = models.ForeignKey(  # type: ignore[assignment]
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Setting.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(claim_days__range=(1, MOST_CLAIM_DAYS), offer_days__range=(1, MOST_OFFER_DAYS)),
                name="forewarning_in_reason",
            ),
            models.CheckConstraint(
                condition=Q(claim_again=None) | Q(claim_again__lt=F("claim_days")), name="forewarning_again_is_later"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="forewarning_has_its_origin"),
            paired("added", "forewarning_added_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="forewarnings_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def value(self) -> Forewarning:
        return Forewarning(claim_days=self.claim_days, claim_again=self.claim_again, offer_days=self.offer_days)


def forewarning_on(day: date) -> Forewarning:
    told = ForewarningSetting.objects.in_force(day).first()
    return told.value() if told else Forewarning()


def soon(day: date) -> Any:
    """The last day of what is about to end, for a filter; null where nobody has said."""
    ahead = ForewarningSetting.objects.in_force(day).values("offer_days")[:1]
    until = Value(day, output_field=DateField()) + Subquery(ahead)
    return ExpressionWrapper(until, output_field=DateField())


def soon_days(offers: Iterable[tuple[str, date]], today: date) -> int | None:
    """Within how many days one of them counts as about to end; asks nothing where no setting could reach any."""
    reach = today + timedelta(days=MOST_OFFER_DAYS)
    near = any(state in RUNNING and today <= valid_until <= reach for state, valid_until in offers)
    return forewarning_on(today).offer_days if near else None
