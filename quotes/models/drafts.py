"""Rounds that somebody is still writing."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dealdesk.db import paired
from quotes.models.quotes import Quote
from stakeholders.models import Contact


class RoundDraft(models.Model):
    """What somebody has typed of a round and not logged yet, as the form sent it; each person has one a quote.

    Nothing in it: nothing is typed. `number` counts how many this person began, each of them logged or dropped but the
    last.
    """

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="drafts")
    number = models.PositiveIntegerField(default=1)
    values = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quote", "saved_by"], name="round_draft_once_a_person"),
            paired("saved", "round_draft_saved_pair"),
        ]

    def is_about(self, contact: Contact) -> bool:
        """This person was there, or is named in what was typed."""
        texts = [text for typed in self.values.values() for text in typed]
        return str(contact.pk) in self.values.get("theirs", ()) or any(contact.name in text for text in texts)
