"""What holds from a day on: what is published, half-open, as price books, policies and cost models; and settings."""

from datetime import date
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.kept import Given


def never_changes(name: str, *, thing: str, sentence: str, successor: str = "version") -> pgtrigger.Trigger:
    """What is published stays as it is: a `thing` is never deleted, and a change is refused with the `sentence`."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Condition("OLD.published_at IS NOT NULL"),
        func=f"""
                    IF TG_OP = 'DELETE' THEN
                        RAISE EXCEPTION 'pgtrigger: a published {thing} is never deleted';
                    END IF;
                    -- Only its last day may still move, when a later {successor} takes over.
                    IF to_jsonb(OLD) - 'valid_to' IS DISTINCT FROM to_jsonb(NEW) - 'valid_to' THEN
                        RAISE EXCEPTION 'pgtrigger: {sentence}';
                    END IF;
                    RETURN NEW;
                """,
    )


class DatedQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Of rows with `valid_from`, `valid_to` and `published_at`."""

    def in_force(self, day: date | Given) -> Self:
        """The published ones whose dates hold the day; that no two of a kind do is each table's own constraint."""
        return self.ending_after(day).filter(published_at__isnull=False, valid_from__lte=day)

    def ending_after(self, day: date | Given) -> Self:
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))


class SettingQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Of rows that somebody states from a day on (`valid_from`), each in the place of the one before."""

    def in_force(self, day: date) -> Self:
        """The last one that had begun by the day, first."""
        return self.filter(valid_from__lte=day).order_by("-valid_from", "-id")


class Setting(models.Model):
    """What somebody states from a day on, and where it comes from; a later row takes an earlier one's place."""

    valid_from = models.DateField(unique=True)
    source = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SettingQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering: ClassVar = ["-valid_from", "-id"]
