"""What people did: append-only rows, chained by hash within each stream, guarded by the database."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models

from stakeholders.models.customers import Customer
from stakeholders.models.deals import Deal

# The row before, under a lock that ends with the transaction, decides the next number and what is hashed:
# no client can number or chain a row itself.
CHAIN = """
    -- The deal before its stream, as every action that locks a deal does: one order, so that nobody waits in a ring.
    PERFORM 1 FROM stakeholders_deal WHERE id = NEW.deal_id FOR NO KEY UPDATE;
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.stream, 0));
    SELECT number, hash INTO NEW.number, NEW.previous_hash FROM stakeholders_journalentry
     WHERE stream = NEW.stream ORDER BY number DESC LIMIT 1;
    NEW.number := coalesce(NEW.number, 0) + 1;
    NEW.previous_hash := coalesce(NEW.previous_hash, '');
    NEW.hash := journal_hash(NEW.previous_hash, NEW.stream, NEW.number, NEW.at, NEW.by_id, NEW.act,
                             NEW.object_type, NEW.object_id, NEW.facts);
    UPDATE stakeholders_deal SET touched_at = NEW.at WHERE id = NEW.deal_id AND touched_at < NEW.at;
    RETURN NEW;
"""


class JournalEntry(models.Model):
    stream = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="journal")
    act = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    deal = models.ForeignKey(Deal, models.PROTECT, null=True, related_name="journal")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="journal")
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["stream", "number"], name="journal_number_once")]
        indexes: ClassVar = [
            models.Index(fields=["deal", "-at", "-id"], name="journal_by_deal"),
            models.Index(fields=["by", "-at"], name="journal_by_person"),
            models.Index(fields=["-at", "-id"], name="journal_by_time"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(name="chain", when=pgtrigger.Before, operation=pgtrigger.Insert, func=CHAIN),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_truncated",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'pgtrigger: the journal cannot be truncated';",
            ),
        ]
