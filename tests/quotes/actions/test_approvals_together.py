"""One verdict on several requests: each decided as if it were the only one, or left as it was."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.approvals import Together, add_sign_off, decide_together
from quotes.actions.quotes import next_version, void_version
from quotes.domain.approvals import Verdict
from quotes.models import ApprovalRequest, Decision, PriceBookVersion, QuoteVersion
from stakeholders.actions.members import hand_over_deal
from stakeholders.models import Deal, JournalEntry, Notice, User
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.haggling import asked, countered, decided
from tests.threads import at_once

type Requests = list[ApprovalRequest]


@pytest.fixture
def alike(version: QuoteVersion, deal: Deal, price_book: PriceBookVersion, ada: User, bo: User, cy: User) -> Requests:
    """Two of one deal and one of another, all 18 points off."""
    other = whom.deal(customer=deal.customer, owner=ada, name="第二个商机")
    drafts = [version, *(offered.draft(deal=one, price_book=price_book, by=ada) for one in (deal, other))]
    return [asked(draft, by=ada) for draft in drafts]


def told(requests: Requests) -> dict[int, str]:
    return {request.pk: request.content_hash for request in requests}


def together(requests: Requests, *, by: User, at: datetime, **changed: Any) -> Together:
    said = {"asked": told(requests), "verdict": Verdict.APPROVE, "reason": "都按年付"} | changed
    return decide_together(**said, by=by, at=at)


def left(done: Together) -> list[tuple[int, str]]:
    return [(request.pk, refusal.message) for request, refusal in done.left]


def undecided() -> int:
    return ApprovalRequest.objects.filter(closed_at=None).count()


class TestDecided:
    def test_each_has_its_own_decision_and_journal_row(self, alike: Requests, bo: User, now: datetime) -> None:
        done = together(alike, by=bo, at=now)
        assert (list(done.decided), done.left) == (alike, ())
        assert [version.is_approved for version in QuoteVersion.objects.all()] == [True] * 3
        decisions = Decision.objects.order_by("pk").values_list("reason", "decided_by", "content_hash")
        assert list(decisions) == [("都按年付", bo.pk, request.content_hash) for request in alike]
        written = JournalEntry.objects.filter(act="approve_request").order_by("pk")
        assert [entry.facts["request"] for entry in written] == [request.number for request in alike]

    def test_whoever_asked_is_told_once_a_deal(self, alike: Requests, bo: User, ada: User, now: datetime) -> None:
        together(alike, by=bo, at=now)
        first, second, third = (request.version.quote.number for request in alike)
        notices = Notice.objects.filter(to=ada, kind="approved").order_by("pk")
        assert [notice.facts for notice in notices] == [
            {"number": f"{first} V1 · {second}", "version": "1"},
            {"number": third, "version": "1"},
        ]

    def test_refused_together_they_share_the_reason(self, alike: Requests, bo: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="Say why you refuse"):
            together(alike, by=bo, at=now, verdict=Verdict.REJECT, reason=" ")
        assert undecided() == 3
        together(alike, by=bo, at=now, verdict=Verdict.REJECT, reason="毛利不够")
        assert set(Decision.objects.values_list("verdict", "reason")) == {("reject", "毛利不够")}


def decided_by_another(alike: Requests, ada: User, bo: User, at: datetime) -> None:
    decided(alike[0], by=bo)


def made_void(alike: Requests, ada: User, bo: User, at: datetime) -> None:
    void_version(version=alike[0].version, reason="客户改期", by=ada, at=at)


def overtaken(alike: Requests, ada: User, bo: User, at: datetime) -> None:
    asked(next_version(version=alike[0].version, by=ada, at=at), by=ada, points="19")


class TestChangedMeanwhile:
    @pytest.mark.parametrize("change", [decided_by_another, made_void, overtaken])
    def test_what_was_closed_is_left_and_the_others_are_decided(
        self, alike: Requests, ada: User, bo: User, now: datetime, change: Callable[..., None]
    ) -> None:
        change(alike, ada, bo, now)
        done = together(alike, by=bo, at=now)
        assert left(done) == [(alike[0].pk, "This request is closed already: somebody decided, withdrew or overtook "
                               "it. Reload to see how.")]  # fmt: skip
        assert list(done.decided) == alike[1:]

    def test_other_content_than_was_shown_is_left(self, alike: Requests, bo: User, now: datetime) -> None:
        done = together(alike, by=bo, at=now, asked=told(alike) | {alike[1].pk: "0" * 64})
        assert [pk for pk, _ in left(done)] == [alike[1].pk]
        assert (len(done.decided), undecided()) == (2, 1)

    def test_what_ran_out_or_was_answered_with_a_counter_is_left(
        self, alike: Requests, bo: User, now: datetime
    ) -> None:
        countered(alike[0], by=bo)
        assert left(together(alike, by=bo, at=now)) == [
            (alike[0].pk, "Your counter-offer still stands: take it back first, then decide.")
        ]

    def test_on_the_day_after_the_last_of_validity_nothing_is_approved_and_nothing_lost(
        self, alike: Requests, bo: User, now: datetime
    ) -> None:
        done = together(alike, by=bo, at=now + timedelta(days=400))
        assert (len(done.left), done.decided, undecided()) == (3, (), 3)

    def test_a_deal_that_became_ones_own_is_left(
        self, alike: Requests, deal: Deal, bo: User, cy: User, now: datetime
    ) -> None:
        hand_over_deal(deal, owner=bo, by=cy, at=now)
        done = together(alike, by=bo, at=now)
        assert [pk for pk, _ in left(done)] == [alike[0].pk, alike[1].pk]
        assert list(done.decided) == alike[2:]


class TestNeverMixed:
    def test_what_other_rules_asked_is_refused_whole(
        self, alike: Requests, deal: Deal, price_book: PriceBookVersion, ada: User, bo: User, now: datetime
    ) -> None:
        deeper = asked(offered.draft(deal=deal, price_book=price_book, by=ada), by=ada, points="26")
        with pytest.raises(Refusal, match="do not ask the same of you"):
            together([*alike, deeper], by=bo, at=now)
        assert (undecided(), Decision.objects.count()) == (4, 0)
        assert len(together(alike, by=bo, at=now).decided) == 3

    def test_a_sign_off_is_not_what_a_rule_asked(
        self, alike: Requests, deal: Deal, price_book: PriceBookVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        add_sign_off(request=alike[0], person=cy, reason="看折扣", by=bo, at=now)
        deeper = asked(offered.draft(deal=deal, price_book=price_book, by=ada), by=ada, points="26")
        with pytest.raises(Refusal, match="do not ask the same of you"):
            together([alike[0], deeper], by=cy, at=now)
        assert Decision.objects.count() == 0
        assert len(together([alike[0]], by=cy, at=now).decided) == 1

    def test_nothing_ticked_and_what_one_may_not_see_is_refused(
        self, alike: Requests, bo: User, dee: User, now: datetime
    ) -> None:
        with pytest.raises(Refusal, match="Tick the requests"):
            together([], by=bo, at=now)
        with pytest.raises(StaleRefusal, match="yours to see"):
            together(alike, by=dee, at=now)
        assert len(together(alike, by=bo, at=now).decided) == 3

    def test_nobody_decides_on_their_own(self, alike: Requests, ada: User, bo: User, now: datetime) -> None:
        done = together(alike, by=ada, at=now)
        assert [type(refusal) for _, refusal in done.left] == [ForbiddenRefusal] * 3
        assert len(together(alike, by=bo, at=now).decided) == 3


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_clicks_and_a_single_decision_leave_one_decision_each(
        self, alike: Requests, bo: User, now: datetime
    ) -> None:
        other_way = list(reversed(alike))
        results = at_once(
            lambda: together(alike, by=bo, at=now),
            lambda: together(other_way, by=bo, at=now),
            lambda: decided(alike[2], by=bo),
        )
        batches = [one for one in results if isinstance(one, Together)]
        assert (len(batches), Decision.objects.count(), undecided()) == (2, 3, 0)
        single = not isinstance(results[2], Exception)
        assert sum(len(one.decided) for one in batches) == (2 if single else 3)
        assert all(len(one.decided) + len(one.left) == 3 for one in batches)

    def test_against_a_newer_version_and_a_hand_over_nothing_unseen_is_approved(
        self, alike: Requests, deal: Deal, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        results = at_once(
            lambda: together(alike, by=bo, at=now),
            lambda: overtaken(alike, ada, bo, now),
            lambda: hand_over_deal(deal, owner=bo, by=cy, at=now),
        )
        done = results[0]
        assert isinstance(done, Together), done
        assert {request.pk for request in done.decided} | {pk for pk, _ in left(done)} == set(told(alike))
        for decision in Decision.objects.select_related("step__request__version"):
            assert decision.content_hash == decision.step.request.version.content_hash
        assert Decision.objects.count() == len(done.decided)
