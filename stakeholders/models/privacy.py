"""What we owe the people we judge: why and how long, who looked, and which journal rows are told without facts."""

from dataclasses import dataclass
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from dealdesk.db import paired
from stakeholders.domain.privacy import LONGEST
from stakeholders.models.customers import Contact
from stakeholders.models.deals import Deal
from stakeholders.models.journal import JournalEntry


@dataclass(frozen=True, kw_only=True)
class Typed:
    """Columns in which people type about a customer, and the way from their table to it.

    `edition_of` leads to the row by whose edition a page names what it read, where that is not the row itself; `guards`
    are the triggers of the table's own that keep such a row as it was told. Rows that others hold before they hold the
    deal are `before_deal`, in the order in which they are taken.
    """

    model: type[models.Model]
    customer: str
    columns: tuple[str, ...]
    edition_of: str = ""
    guards: tuple[str, ...] = ()
    before_deal: bool = False

    def holding(self, contact: Contact) -> models.QuerySet[models.Model]:
        """Rows about the contact's customer that hold the name, be it within a longer one."""
        named = Q(*(Q(**{f"{column}__contains": contact.name}) for column in self.columns), _connector=Q.OR)
        return self.model._default_manager.filter(named, **{self.customer: contact.customer_id})


class PrivacyPolicyQuerySet(models.QuerySet["PrivacyPolicy"]):
    def newest_first(self) -> Self:
        """Of two that begin on one day, the one that was entered later is meant."""
        return self.order_by("-valid_from", "-id")


class PrivacyPolicy(models.Model):
    """Why named people are assessed, on what legal basis, and for how many months after a deal has closed.

    A row is never changed: what holds from another day on is another row.
    """

    purpose = models.TextField(max_length=1000)
    legal_basis = models.TextField(max_length=1000)
    retention_months = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(LONGEST)])
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PrivacyPolicyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(retention_months__range=(1, LONGEST)), name="privacy_retention_range"),
            paired("entered", "privacy_policy_entered_pair"),
        ]


class MapOpening(models.Model):
    """Somebody looked at what we think of the people in a deal; once a person, deal and day."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="openings")
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "opened_by", "opened_on"], name="map_opening_once_a_day"),
            paired("opened", "map_opening_opened_pair"),
        ]
        indexes: ClassVar = [models.Index(fields=["-opened_at", "-id"], name="map_opening_by_time")]


class JournalVeil(models.Model):
    """This journal row holds the name of somebody who was erased: the chain keeps it, and nobody is told it."""

    entry = models.OneToOneField(JournalEntry, models.PROTECT, related_name="veil")
