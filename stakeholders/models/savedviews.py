"""Lists as their readers want to see them again."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dealdesk.db import choices, one_of, paired
from stakeholders.domain.journal import Listing

# Of an address: every filter and column of the longest list, with room for what is searched for.
LONGEST = 800


class SavedView(models.Model):
    """A name for what an address asks a list for. It belongs to one person and holds no right: what it shows is read
    anew, as that person may see it."""

    listing = models.CharField(max_length=12, choices=choices(Listing))
    name = models.CharField(max_length=30)
    # As `domain.savedviews.address_of` writes it; empty for the list as it opens.
    address = models.CharField(max_length=LONGEST, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["saved_by", "listing", "name"], name="saved_view_name_once"),
            one_of("listing", Listing, "saved_view_listing_known"),
            paired("saved", "saved_view_saved_pair"),
        ]
