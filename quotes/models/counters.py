"""What an approver would agree to instead of what was asked: the next version, complete, until somebody answers."""

from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dealdesk.db import amount, choices, paired
from quotes.domain.approvals import CounterAnswer
from quotes.domain.lifecycle import VersionState
from quotes.models.approvals import ApprovalRequest
from quotes.models.quotes import QuoteVersion

# A draft of an approver's conditions: nobody offers it until it is taken over, and it may go before that.
NOBODY_OFFERS = Q(state=VersionState.DRAFT, counters__isnull=False)


class CounterQuerySet(models.QuerySet["Counter"]):
    def standing(self) -> Self:
        """Nobody has answered, and what it answers still waits."""
        return self.filter(answer="", request__closed_at=None)


class Counter(models.Model):
    """One approver's conditions on a request. Their draft may be discarded; what it said is kept here."""

    request = models.ForeignKey(ApprovalRequest, models.PROTECT, related_name="counters")
    version = models.ForeignKey(QuoteVersion, models.SET_NULL, null=True, blank=True, related_name="counters")
    # How the version was called, and all it said: an approval by this counter is one of exactly this content.
    mark = models.CharField(max_length=12)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    gross_total = amount()
    reason = models.TextField(max_length=2000)
    requester = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    countered_at = models.DateTimeField()
    countered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="counters")
    answer = models.CharField(max_length=12, blank=True, choices=choices(CounterAnswer))
    answer_reason = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CounterQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["countered_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request"], condition=Q(answer=""), name="one_open_counter_a_request"),
            models.CheckConstraint(condition=~Q(countered_by=F("requester")), name="requester_never_counters"),
            models.CheckConstraint(
                condition=Q(answer__in=["", *(word.value for word in CounterAnswer)]), name="counter_answer_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="counter_answered_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(answer=CounterAnswer.DECLINED) | ~Q(answer_reason=""), name="a_declined_counter_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(answer=CounterAnswer.ACCEPTED) | ~Q(answered_by=F("countered_by")),
                name="nobody_accepts_their_own_counter",
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(content_hash=""), name="counter_is_whole"),
            paired("countered", "counter_countered_pair"),
            paired("answered", "counter_answered_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="answers_an_open_request",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("request", "record")],
                func="""
                    SELECT requested_by_id, closed_at INTO request
                      FROM quotes_approvalrequest WHERE id = NEW.request_id FOR UPDATE;
                    IF request.closed_at IS NOT NULL THEN
                        RAISE EXCEPTION 'pgtrigger: this request is closed';
                    END IF;
                    NEW.requester_id := request.requested_by_id;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="a_counter_is_answered_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.answer <> '' AND (NEW.answer, NEW.answer_reason, NEW.answered_at, NEW.answered_by_id)"
                    " IS DISTINCT FROM (OLD.answer, OLD.answer_reason, OLD.answered_at, OLD.answered_by_id)"
                ),
                func="RAISE EXCEPTION 'pgtrigger: this counter was answered already';",
            ),
            pgtrigger.Trigger(
                name="a_counter_stays_as_it_was_made",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.request_id, OLD.mark, OLD.content, OLD.content_hash, OLD.gross_total, OLD.reason,"
                    " OLD.requester_id, OLD.countered_at, OLD.countered_by_id) IS DISTINCT FROM"
                    " (NEW.request_id, NEW.mark, NEW.content, NEW.content_hash, NEW.gross_total, NEW.reason,"
                    " NEW.requester_id, NEW.countered_at, NEW.countered_by_id)"
                    " OR (NEW.version_id IS NOT NULL AND NEW.version_id IS DISTINCT FROM OLD.version_id))"
                ),
                func="RAISE EXCEPTION 'pgtrigger: a counter stays as it was made';",
            ),
            pgtrigger.Protect(name="counters_are_kept", operation=pgtrigger.Delete),
        ]
