"""Rounds told anew: who corrected what, when and why."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import one_of, paired
from quotes.domain.negotiation import Channel
from quotes.models.negotiation import Round, ToldFacts, ranges
from stakeholders.models import Contact


class RoundAmendment(ToldFacts):
    """A round as it is told from then on, whole; what was logged stays beside it. Our offer is the version's alone."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    ours = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    theirs = models.ManyToManyField(Contact, related_name="amended_rounds")
    reason = models.CharField(max_length=300)
    amended_at = models.DateTimeField()
    amended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="amendment_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="amendments_count_from_one"),
            models.CheckConstraint(condition=~Q(reason=""), name="amendment_says_why"),
            models.CheckConstraint(
                condition=Q(their_ask__isnull=True) | Q(their_ask__gt=0), name="amendment_ask_positive"
            ),
            *ranges("amendment"),
            one_of("channel", Channel, "amendment_channel_known"),
            paired("amended", "amendment_amended_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="amendments_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


def rounds_met(contact: Contact) -> list[Round]:
    """Those a person was at as they are told today, whoever was said to have been there before; three statements."""
    ever = Round.objects.filter(Q(theirs=contact) | Q(amendments__theirs=contact)).distinct()
    return [each for each in ever.as_amended("theirs") if contact in each.now.theirs.all()]
