"""Links for readers at the customer: one file, one person, until a day; and the looks that they were used for."""

from datetime import date
from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models

from dealdesk.db import choices, one_of, paired
from quotes.domain.links import Device, Seen
from quotes.domain.proposals import Stamp
from quotes.models.proposals import ProposalExport
from stakeholders.models import Contact


class ProposalLinkQuerySet(models.QuerySet["ProposalLink"]):
    def open_on(self, day: date) -> Self:
        """What opens to its reader that day: nobody ended it, and the reader is somebody we still know."""
        return self.filter(last_day__gte=day, revoked_at=None, recipient__erased_at=None)


class ProposalLink(models.Model):
    """The token itself is shown once to whoever makes the link, and is kept nowhere."""

    export = models.ForeignKey(ProposalExport, models.PROTECT, related_name="links")
    recipient = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    last_day = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProposalLinkQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            paired("made", "link_made_pair"),
            paired("revoked", "link_revoked_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="whom_a_link_is_for_stays",
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
                    "export_id", "recipient_id", "token_hash", "last_day", "made_at", "made_by_id"
                ),
            ),
        ]

    def stamp_on(self, day: date) -> Stamp:
        """What its copy carries that day. It went out to this reader clean: they hold that price until it is void or
        expires, whatever became of the approval since."""
        return self.export.stamp_on(day, version=self.export.version, is_cleared=True)

    def told(self) -> dict[str, Any]:
        """What every journal row of it says."""
        version = self.export.version
        facts = {"number": version.quote.number, "version": version.mark, "person": self.recipient_id}
        return {"on": self, "deal": version.quote.deal, **facts}


class LinkView(models.Model):
    """Who reads is known by the link alone: no address, and of the browser no more than the kind of its device."""

    link = models.ForeignKey(ProposalLink, models.CASCADE, related_name="views")
    seen = models.CharField(max_length=4, choices=choices(Seen))
    device = models.CharField(max_length=8, choices=choices(Device))
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            one_of("seen", Seen, "link_seen_known"),
            one_of("device", Device, "link_device_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["link", "-at"], name="link_views_by_time")]
