"""A quote's approvals driven at random: whatever is done in whatever order, nothing is approved that nobody saw."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dealdesk.kernel.moves import IllegalMove
from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals import add_sign_off, decide, hand_on, revoke_decision, submit_version
from quotes.actions.counters import accept_counter, counter, decline_counter, take_back_counter
from quotes.actions.deadlines import add_deadlines, let_lapse
from quotes.actions.delegations import cover, delegate, end_delegation
from quotes.actions.quotes import next_version, save_terms, send_version, void_version
from quotes.domain.approvals import Verdict
from quotes.domain.lifecycle import VersionState
from quotes.domain.pricing.revised import Revision
from quotes.models import ApprovalRequest, Counter, Decision, Delegation, QuoteVersion, RevokedDecision
from quotes.models.sealed import holds
from stakeholders.models import User
from tests.factories.haggling import discounted
from tests.factories.quotes import passed_over
from tests.factories.stakeholders import NOW

PEOPLE = st.sampled_from(["ada", "bo", "cy", "fay", "lin"])
POINTS = st.sampled_from(["10", "18", "26", "30"])


class Approvals(RuleBasedStateMachine):
    """Acts that the desk refuses are part of the game: a refusal changes nothing."""

    version: QuoteVersion
    people: dict[str, User]

    @initialize()
    def begin(self) -> None:
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.at = NOW
        cy = self.people["cy"]
        add_deadlines(holds_days=2, valid_from=NOW.date(), source="制度", by=cy, at=NOW)
        self.seen: set[tuple[int, int, str]] = set()

    def teardown(self) -> None:
        if hasattr(self, "undone"):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def attempt(self, act: Callable[[], Any]) -> Any:
        self.at += timedelta(minutes=1)
        try:
            with transaction.atomic():
                return act()
        except (Refusal, IllegalMove):
            return None

    def latest(self) -> QuoteVersion:
        return QuoteVersion.objects.filter(quote=self.version.quote_id).order_by("-number")[0]

    def request(self) -> ApprovalRequest | None:
        asked = ApprovalRequest.objects.filter(version__quote=self.version.quote_id)
        return asked.order_by("-requested_at", "-pk").first()

    @rule(points=POINTS, by=st.sampled_from(["ada", "bo"]))
    def submit(self, points: str, by: str) -> None:
        draft = self.latest()
        if draft.is_draft:
            self.attempt(
                lambda: submit_version(
                    version=discounted(draft, points, by=self.people["ada"], at=self.at),
                    reason="客户要求", by=self.people[by], at=self.at,
                )
            )  # fmt: skip

    @rule()
    def resubmit(self) -> None:
        draft, ada = self.latest(), self.people["ada"]
        self.attempt(lambda: submit_version(version=draft, reason="客户要求", by=ada, at=self.at))

    @rule(note=st.sampled_from(["", "甲", "乙"]))
    def edit(self, note: str) -> None:
        draft, ada = self.latest(), self.people["ada"]
        self.attempt(lambda: save_terms(version=draft, edition=draft.edition, note=note, by=ada, at=self.at))

    @rule()
    def begin_the_next(self) -> None:
        self.attempt(lambda: next_version(version=self.latest(), by=self.people["ada"], at=self.at))

    @rule(by=PEOPLE, verdict=st.sampled_from(Verdict), stale=st.booleans())
    def decide(self, by: str, verdict: Verdict, stale: bool) -> None:
        if asked := self.request():
            shown = "0" * 64 if stale else asked.content_hash
            decided = self.attempt(
                lambda: decide(
                    request=asked, verdict=verdict, reason="看过", content_hash=shown, by=self.people[by], at=self.at
                )
            )
            assert not (decided and stale)

    @rule(by=PEOPLE, points=POINTS, months=st.sampled_from([12, 24]))
    def counter(self, by: str, points: str, months: int) -> None:
        if asked := self.request():
            offer = Revision(discount=Decimal(points), terms={"term_months": months})
            self.attempt(
                lambda: counter(
                    request=asked, offer=offer, reason="换期限", content_hash=asked.content_hash,
                    by=self.people[by], at=self.at,
                )
            )  # fmt: skip

    @rule(by=PEOPLE, answer=st.sampled_from(["accept", "decline", "take back"]))
    def answer(self, by: str, answer: str) -> None:
        told = Counter.objects.order_by("-pk").first()
        if told is None:
            return
        said: dict[str, Any] = {"counter": told, "by": self.people[by], "at": self.at}
        if answer == "take back":
            self.attempt(lambda: take_back_counter(**said))
        elif answer == "decline":
            self.attempt(lambda: decline_counter(**said, content_hash=told.content_hash, reason="不行"))
        else:
            self.attempt(lambda: accept_counter(**said, content_hash=told.content_hash))

    @rule(by=PEOPLE, to=PEOPLE)
    def hand_on(self, by: str, to: str) -> None:
        if asked := self.request():
            whom, who = self.people[to], self.people[by]
            self.attempt(lambda: hand_on(request=asked, to=whom, reason="休假", by=who, at=self.at))

    @rule(by=PEOPLE, who=PEOPLE)
    def sign_off(self, by: str, who: str) -> None:
        if asked := self.request():
            person = self.people[who]
            self.attempt(
                lambda: add_sign_off(request=asked, person=person, reason="看看", by=self.people[by], at=self.at)
            )

    @rule(by=PEOPLE)
    def revoke(self, by: str) -> None:
        if asked := self.request():
            self.attempt(lambda: revoke_decision(request=asked, reason="看漏了", by=self.people[by], at=self.at))

    @rule(by=PEOPLE, to=PEOPLE, days=st.sampled_from([0, 3]), most=st.sampled_from([None, "20"]))
    def delegate(self, by: str, to: str, days: int, most: str | None) -> None:
        today = timezone.localdate(self.at)
        self.attempt(
            lambda: delegate(
                to=self.people[to], starts_on=today, ends_on=today + timedelta(days=days),
                most_points=Decimal(most) if most else None, reason="外出", by=self.people[by], at=self.at,
            )
        )  # fmt: skip

    @rule(by=PEOPLE)
    def be_back(self, by: str) -> None:
        if given := Delegation.objects.standing().filter(delegated_by=self.people[by]).first():
            self.attempt(lambda: end_delegation(delegation=given, by=self.people[by], at=self.at))

    @rule()
    def tick(self) -> None:
        """The clock: absences are covered, and what is too old runs out."""
        if asked := self.request():
            self.attempt(lambda: cover(request=asked, at=self.at))
            self.attempt(lambda: let_lapse(request=asked, at=self.at))

    @rule()
    def recall(self) -> None:
        if asked := self.request():
            ada = self.people["ada"]
            self.attempt(lambda: void_version(version=asked.version, reason="客户改期", by=ada, at=self.at))

    @rule()
    def send(self) -> None:
        version, ada = self.latest(), self.people["ada"]

        def out() -> QuoteVersion:
            passed_over(version=version, by=ada)
            return send_version(version=version, by=ada, at=self.at)

        if self.attempt(out):
            until = version.requests.order_by("-requested_at", "-pk")[0].holds_until
            assert until is None or timezone.localdate(self.at) <= until

    @rule(days=st.sampled_from([1, 40]))
    def wait(self, days: int) -> None:
        self.at += timedelta(days=days)

    @invariant()
    def nothing_is_approved_that_nobody_saw(self) -> None:
        """Whoever decided did so on exactly this content, never on their own request, nor on the owner's deal; nobody
        is asked of what they asked for; and what ran out is neither approved nor sent."""
        if not hasattr(self, "undone"):
            return
        for version in QuoteVersion.objects.filter(quote=self.version.quote_id).exclude(state=VersionState.DRAFT):
            assert holds(version)
            asked = version.requests.order_by("-requested_at", "-pk")[0]
            decisions = list(Decision.objects.filter(step__request=asked))
            if version.state == VersionState.SENT or version.is_approved:
                steps, there = list(asked.steps.all()), {one.step_id for one in decisions}
                assert {step.pk for step in steps if not step.one_suffices} <= there
                enough = {step.turn for step in steps if step.one_suffices}
                assert enough == {step.turn for step in steps if step.one_suffices and step.pk in there}
                assert all(one.verdict == Verdict.APPROVE for one in decisions)
                assert asked.lapsed_at is None
            assert asked.requested_by_id not in {step.holder_id for step in asked.steps.with_holder()}
            assert len({(one.decided_by_id, one.step_id) for one in decisions}) == len(decisions)
            for one in decisions:
                assert one.content_hash == version.content_hash
                assert one.decided_by_id not in {asked.requested_by_id, version.quote.deal.owner_id}

    @invariant()
    def everybody_waits_for_their_turn(self) -> None:
        """Whoever decided came after those before them, and alone where one was enough; the desk and its database agree
        on whose turn it is. What somebody offered in return was said before."""
        if not hasattr(self, "undone") or (asked := self.request()) is None:
            return
        steps = list(asked.steps.select_related("decision").prefetch_related("revoked"))
        spoken = {step.pk for step in steps if hasattr(step, "decision") or step.revoked.all()}
        settled = {step.turn for step in steps if step.one_suffices and step.pk in spoken}
        for step in steps:
            if hasattr(step, "decision") and step.decision.counter_id is None:
                before = [one for one in steps if one.turn < step.turn and one.added_at is None]
                assert all(one.pk in spoken or (one.one_suffices and one.turn in settled) for one in before)
        for turn in settled:
            assert sum(hasattr(one, "decision") for one in steps if one.one_suffices and one.turn == turn) <= 1
        if asked.closed_at is None:
            told = ApprovalRequest.objects.prefetch_related("steps__decision").get(pk=asked.pk)
            assert list(asked.steps.due()) == told.due() != []

    @invariant()
    def nothing_that_was_decided_is_lost(self) -> None:
        """A decision stays, or is kept as one that was revoked."""
        if not hasattr(self, "undone"):
            return
        there = {
            (one.step_id, one.decided_by_id, one.decided_at.isoformat())
            for kept in (Decision, RevokedDecision)
            for one in kept.objects.filter(step__request__version__quote=self.version.quote_id)
        }
        assert self.seen <= there
        self.seen = there
