"""What each save of a draft changed, so that whoever made it can take it back; gone once the draft is submitted."""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from dealdesk.db import paired
from dealdesk.kept import Given
from quotes.models.quotes import QuoteVersion
from stakeholders.models import User

# Nobody takes back more than this at one sitting.
DEPTH = 100


class DraftEditQuerySet(models.QuerySet["DraftEdit"]):
    def in_hand(self, by: User) -> "tuple[DraftEdit | None, DraftEdit | None]":
        """What this person would undo next, and redo next; an edit made after an undo leaves nothing to redo.

        Not even once it is undone itself: what was undone before it was made has been abandoned for it.
        """
        return in_hand(self.latest_by(by))

    def latest_by(self, by: User | Given) -> Self:
        """No more of them than anybody takes back."""
        return self.filter(made_by=by).order_by("-id")[:DEPTH]

    def since(self, edition: int, *, but_by: User) -> Self:
        """Other people's changes that are newer than an edition, made, taken back or made again."""
        newer = Q(edition__gt=edition) | Q(turned__gt=edition)
        return self.filter(newer).exclude(made_by=but_by).select_related("made_by").order_by("id")


def in_hand(edits: "Iterable[DraftEdit]") -> "tuple[DraftEdit | None, DraftEdit | None]":
    """The same of one person's edits of one draft, the latest first."""
    undone, newest = None, 0
    for edit in edits:
        if edit.undone_at is None:
            return edit, undone
        if (edit.turned or 0) > newest:
            undone = edit
        newest = max(newest, edit.edition)
    return None, undone


class DraftEdit(models.Model):
    """`lines` maps a line's id to its columns before and after, `terms` a term to its two values: what changed alone.

    A line that came has no before, one that went no after. Floors are among the columns: actions read this table, and
    no screen does.
    """

    version = models.ForeignKey(QuoteVersion, models.CASCADE, related_name="edits")
    edition = models.PositiveIntegerField()
    act = models.CharField(max_length=40)
    lines = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    terms = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # The edition by which it was last taken back or made again.
    turned = models.PositiveIntegerField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = DraftEditQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "edition"], name="edit_of_an_edition_once"),
            paired("made", "edit_made_pair"),
            paired("undone", "edit_undone_pair"),
            models.CheckConstraint(condition=~Q(lines={}) | ~Q(terms={}), name="edit_changes_something"),
        ]
        indexes: ClassVar = [models.Index(fields=["version", "made_by", "-id"], name="edit_by_person")]

    def __str__(self) -> str:
        return f"{self.act} {self.edition}"
