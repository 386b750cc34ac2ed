"""An approval holds until its day; then the offer is not sent until it was asked about again."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from dealdesk.kernel.refusals import Refusal
from quotes.actions.anchors import set_anchor
from quotes.actions.deadlines import add_deadlines, let_lapse
from quotes.actions.proposals import hand_out
from quotes.actions.quotes import renew_version, send_version
from quotes.domain.approvals import RequestState, Verdict
from quotes.domain.lifecycle import VersionState
from quotes.domain.negotiation import Side
from quotes.domain.proposals import Stamp
from quotes.domain.standing import Standing
from quotes.models import ApprovalDeadlines, ApprovalRequest, QuoteVersion
from quotes.queries.approvals.standings import standing_of, with_asked
from quotes.queries.negotiation import negotiation_screen, on_the_table
from quotes.tasks import let_approvals_lapse
from stakeholders.models import JournalEntry, Notice, NoticedDay, User, WorkdayNotice
from tests.factories import paper
from tests.factories import stakeholders as whom
from tests.factories.haggling import asked, decided, logged
from tests.factories.quotes import passed_over
from tests.factories.stakeholders import NOW
from tests.threads import at_once

TODAY = NOW.date()
RAN_OUT = "The approval of V1 ran out: renew the offer, which asks again."


def told(days: int | None, *, by: User, on: date = TODAY) -> ApprovalDeadlines:
    return add_deadlines(holds_days=days, valid_from=on, source="审批制度 2026", by=by, at=NOW)


def approved(version: QuoteVersion, *, by: User, manager: User) -> ApprovalRequest:
    """Ready to be sent."""
    request = asked(version, by=by)
    decided(request, by=manager)
    passed_over(version=request.version, by=by)
    return ApprovalRequest.objects.get(pk=request.pk)


def ticks(at: datetime) -> None:
    """The clock, twice."""
    for _ in range(2):
        let_approvals_lapse(int(at.timestamp()))


@pytest.mark.parametrize(
    ("days", "until"), [(None, None), (1, date(2026, 11, 25)), (3, date(2026, 11, 27)), (4, date(2026, 11, 30))]
)
def test_it_holds_for_working_days_after_the_one_it_was_given_on(
    version: QuoteVersion, adm: User, ada: User, bo: User, days: int | None, until: date | None
) -> None:
    told(days, by=adm)
    assert approved(version, by=ada, manager=bo).holds_until == until


def test_what_was_sent_in_time_stays_approved(version: QuoteVersion, adm: User, ada: User, bo: User) -> None:
    """The day counts while the offer waits: months later the page of what went out says no other."""
    told(1, by=adm)
    request, late = approved(version, by=ada, manager=bo), date(2027, 1, 20)
    held = QuoteVersion.objects.get(pk=request.version_id)
    assert held.asked_on(late) is RequestState.LAPSED
    send_version(version=held, by=ada, at=NOW)
    assert QuoteVersion.objects.get(pk=held.pk).asked_on(late) is RequestState.APPROVED


def test_a_day_that_was_announced_as_off_is_none_of_them(version: QuoteVersion, adm: User, ada: User, bo: User) -> None:
    notice = WorkdayNotice.objects.create(
        year=2026, title="通知", source="国办发明电", imported_at=NOW, imported_by=adm
    )
    NoticedDay.objects.create(notice=notice, day=date(2026, 11, 25), is_worked=False, name="校庆")
    told(1, by=adm)
    assert approved(version, by=ada, manager=bo).holds_until == date(2026, 11, 26)


def test_what_was_refused_or_asked_nobody_has_no_last_day(
    version: QuoteVersion, adm: User, ada: User, bo: User
) -> None:
    told(1, by=adm)
    request = asked(version, by=ada)
    decided(request, by=bo, verdict=Verdict.REJECT, reason="太低")
    assert ApprovalRequest.objects.get().holds_until is None


def test_what_was_approved_before_keeps_its_own_last_day(version: QuoteVersion, adm: User, ada: User, bo: User) -> None:
    told(3, by=adm)
    request = approved(version, by=ada, manager=bo)
    told(1, by=adm)
    request.refresh_from_db()
    assert request.holds_until == date(2026, 11, 27)


class TestAfterwards:
    def test_it_is_sent_on_its_last_day_and_not_on_the_next(
        self, version: QuoteVersion, adm: User, ada: User, bo: User, now: datetime
    ) -> None:
        told(1, by=adm)
        offer = approved(version, by=ada, manager=bo).version
        with pytest.raises(Refusal) as refused:
            send_version(version=offer, by=ada, at=now + timedelta(days=2))
        assert refused.value.message % refused.value.params == RAN_OUT
        assert hand_out(export=paper.made(offer, ada, now), by=ada, at=now + timedelta(days=2)).stamp is Stamp.DRAFT
        assert send_version(version=offer, by=ada, at=now + timedelta(days=1)).state == VersionState.SENT

    def test_nor_is_it_told_in_a_round_or_as_our_anchor_after_that_day(
        self, version: QuoteVersion, adm: User, ada: User, bo: User, now: datetime
    ) -> None:
        """What was said while it held may be written down later; the page says so meanwhile."""
        told(1, by=adm)
        offer = approved(version, by=ada, manager=bo).version
        theirs, late = whom.contact(customer=offer.quote.customer, name="周昀"), now + timedelta(days=3)
        number = {"quote": offer.quote, "side": Side.OURS, "amount": offer.gross_total, "months": 12, "source": "报价"}
        for tell in (
            lambda day: logged(offer.quote, contact=theirs, by=ada, at=late, on=day),
            lambda day: set_anchor(**number, on=day, by=ada, at=late),
        ):
            with pytest.raises(Refusal) as refused:
                tell(late.date())
            assert refused.value.message % refused.value.params == RAN_OUT
        table = on_the_table(offer.quote)
        pages = [negotiation_screen(ada, offer.quote, table, day.date()).ran_out for day in (now, late)]
        assert pages == [False, True]
        assert logged(offer.quote, contact=theirs, by=ada, at=late, on=now.date()).on == now.date()

    def test_the_clock_marks_it_once_and_tells_whoever_asked(
        self, version: QuoteVersion, adm: User, ada: User, bo: User, now: datetime
    ) -> None:
        told(1, by=adm)
        request = approved(version, by=ada, manager=bo)
        ticks(now + timedelta(days=1))
        assert Notice.objects.filter(kind="approval_lapsed").count() == 0
        ticks(now + timedelta(days=2))
        assert [(one.to, one.target) for one in Notice.objects.filter(kind="approval_lapsed")] == [(ada, request.pk)]
        assert JournalEntry.objects.filter(act="let_lapse").count() == 1
        found = with_asked(QuoteVersion.objects.all()).get()
        assert (found.is_approved, standing_of(found, now.date())) == (False, Standing.LAPSED)

    def test_what_was_sent_in_time_stays_as_it_is(
        self, version: QuoteVersion, adm: User, ada: User, bo: User, now: datetime
    ) -> None:
        told(1, by=adm)
        request = approved(version, by=ada, manager=bo)
        send_version(version=request.version, by=ada, at=now)
        ticks(now + timedelta(days=9))
        assert let_lapse(request=request, at=now + timedelta(days=9)) is False
        sent = QuoteVersion.objects.get(pk=version.pk)
        assert sent.asked_on(now.date() + timedelta(days=9)) is RequestState.APPROVED
        assert Notice.objects.filter(kind="approval_lapsed").count() == 0

    def test_renewing_it_asks_those_who_agreed_before_again_and_may_leave_the_date(
        self, version: QuoteVersion, adm: User, ada: User, bo: User, now: datetime
    ) -> None:
        told(1, by=adm)
        offer, days = approved(version, by=ada, manager=bo).version, {"valid_until": version.valid_until}
        with pytest.raises(Refusal):
            renew_version(version=offer, **days, reason="客户要看", by=ada, at=now)
        renewed = renew_version(version=offer, **days, reason="客户要看", by=ada, at=now + timedelta(days=2))
        assert [step.person for step in renewed.requests.get().steps.all()] == [bo]
        decided(renewed.requests.get(), by=bo, at=now + timedelta(days=2))
        assert QuoteVersion.objects.get(pk=renewed.pk).is_approved is True


class TestSaying:
    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"holds_days": 0}, "holds_days"),
            ({"source": " "}, "source"),
            ({"valid_from": date(2026, 11, 1)}, "valid_from"),
        ],
    )
    def test_out_of_reason_from_nowhere_or_for_days_that_passed_it_is_refused(
        self, adm: User, wrong: dict[str, object], field: str
    ) -> None:
        said: dict[str, object] = {"holds_days": 20, "valid_from": TODAY, "source": "制度"} | wrong
        with pytest.raises(Refusal) as refused:
            add_deadlines(by=adm, at=NOW, **said)  # type: ignore[arg-type]
        assert refused.value.field == field

    def test_none_before_the_last_one(self, adm: User) -> None:
        told(20, by=adm, on=date(2026, 12, 1))
        with pytest.raises(Refusal) as refused:
            told(10, by=adm)
        assert refused.value.field == "valid_from"


class TestTheDatabase:
    def test_it_keeps_what_was_said(self, adm: User) -> None:
        made = told(20, by=adm)
        for change in (lambda: ApprovalDeadlines.objects.update(holds_days=1), made.delete):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()

    def test_only_what_was_decided_holds_and_only_what_holds_runs_out(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        asked(version, by=ada)
        for wrong in ({"holds_until": now.date()}, {"lapsed_at": now}):
            with pytest.raises(IntegrityError), transaction.atomic():
                ApprovalRequest.objects.update(**wrong)

    @pytest.mark.django_db(transaction=True)
    def test_sent_at_the_last_moment_or_run_out_and_never_both(
        self, version: QuoteVersion, adm: User, ada: User, bo: User, now: datetime
    ) -> None:
        told(1, by=adm)
        request = approved(version, by=ada, manager=bo)
        midnight = now.replace(hour=0, minute=0) + timedelta(days=2)
        at_once(
            lambda: send_version(version=request.version, by=ada, at=midnight - timedelta(seconds=1)),
            lambda: let_lapse(request=request, at=midnight),
        )
        request.refresh_from_db()
        is_sent = QuoteVersion.objects.get().state == VersionState.SENT
        assert is_sent is (request.lapsed_at is None)
