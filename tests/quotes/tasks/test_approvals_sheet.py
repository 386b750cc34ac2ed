"""The worker's part of an internal sheet: really set, really stored, and what was stored stays."""

from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.db import ProgrammingError, transaction
from pypdf import PdfReader

from dealdesk.kernel.refusals import found
from dealdesk.later import ATTEMPTS
from dealdesk.pdf import PressFailure
from dealdesk.pdf.orders import GIVEN_UP, PRESS_ATTEMPTS
from quotes import tasks
from quotes.actions.approvals import order_sheet
from quotes.documents.approvals import collect
from quotes.domain.negotiation import Issue, MoveKind, MoveTerms
from quotes.domain.pricing.revised import Revision
from quotes.models import ApprovalRequest, ApprovalSheet, QuoteVersion
from quotes.tasks import set_sheet, wake_exports
from stakeholders.models import Contact, User
from tests.factories.haggling import REASON, approved, asked, decided, logged
from tests.jobs import gone, jobs
from tests.quotes.documents.reading import flat
from tests.standards import broken


@pytest.fixture
def request_(version: QuoteVersion, ada: User) -> ApprovalRequest:
    return asked(version, by=ada)


def text_of(sheet: ApprovalSheet) -> list[str]:
    return [flat(page.extract_text()) for page in PdfReader(BytesIO(bytes(sheet.pdf or b""))).pages]


def test_it_says_what_is_given_who_agrees_to_which_hash_and_that_it_stays_inside(
    request_: ApprovalRequest, bo: User, now: datetime
) -> None:
    ordered = order_sheet(request=request_, by=bo, at=now)
    set_sheet(sheet=ordered.pk)
    ordered.refresh_from_db()
    pages = text_of(ordered)
    net = f"不含税 ¥{request_.version.net_total:,}"
    basis = ("成本（不含税）", "毛利率（按不含税价）", net)
    for said in ("内部审批单", "不得外传", *basis, "审批链", request_.content_hash[:32]):
        assert said in "".join(pages)
    assert ["INTERNAL" in page for page in pages] == [True] * len(pages)
    kept = ordered.snapshot
    assert kept is not None
    assert (kept["content_hash"], kept["total"]) == (request_.content_hash, str(request_.version.gross_total))
    assert (ordered.pages, ordered.progress, ordered.failure) == (len(pages), 100, None)
    assert broken(bytes(ordered.pdf or b"")) == []


def test_it_says_what_changed_since_the_version_that_was_agreed_to_and_what_the_round_gained(
    version: QuoteVersion, contact: Contact, ada: User, bo: User, now: datetime
) -> None:
    table = approved(version, by=ada)
    give = MoveTerms(kind=MoveKind.GIVE, issue=Issue.SUPPORT, what="专属工程师", worth=Decimal(20_000), trade=1)
    get = MoveTerms(kind=MoveKind.GET, issue=Issue.REFERENCE, what="署名案例", worth=Decimal(5_000), trade=1)
    lower = Revision(bundle_price=Decimal(789_600))
    made = logged(table.quote, contact=contact, by=ada, new_offer=lower, reason=REASON, moves=[give, get]).made
    assert made is not None
    ordered = order_sheet(request=made.requests.get(), by=bo, at=now)
    kept = collect(ordered, at=now)
    assert (kept.since, kept.net) == (str(table), made.net_total)
    total = [(one.before, one.after) for one in kept.changes if one.label == "含税总价"]
    assert total == [(f"{table.gross_total:,}", f"{made.gross_total:,}")]
    assert (kept.gained, [one.is_given for one in kept.trades]) == (Decimal(-15_000), [True, False])


def test_what_is_decided_later_stands_on_the_next_sheet_alone(
    request_: ApprovalRequest, bo: User, now: datetime
) -> None:
    with time_machine.travel(now, tick=False):
        first = order_sheet(request=request_, by=bo, at=now)
        set_sheet(sheet=first.pk)
    decided(request_, by=bo, at=now + timedelta(hours=1))
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        second = order_sheet(request=request_, by=bo, at=now + timedelta(hours=2))
        set_sheet(sheet=second.pk)
    kept = ApprovalSheet.objects.order_by("pk").values_list("snapshot__steps__0__at", "snapshot__total")
    (before, total), (after, same) = kept
    assert (before, after is None, total) == (None, False, same)


def test_what_was_made_is_never_changed(request_: ApprovalRequest, bo: User, now: datetime) -> None:
    ordered = order_sheet(request=request_, by=bo, at=now)
    set_sheet(sheet=ordered.pk)
    set_sheet(sheet=ordered.pk)
    with pytest.raises(ProgrammingError, match="stays as it is"), transaction.atomic():
        ApprovalSheet.objects.update(sha256="0" * 64)
    assert ApprovalSheet.objects.get().attempts == 1


@pytest.mark.parametrize(
    ("before", "is_told"), [(PRESS_ATTEMPTS - 2, False), (PRESS_ATTEMPTS - 1, True), (ATTEMPTS, True)]
)
def test_what_the_press_cannot_make_is_tried_again_and_then_told(
    monkeypatch: pytest.MonkeyPatch, request_: ApprovalRequest, bo: User, now: datetime, before: int, *, is_told: bool
) -> None:
    def broken(*told: object, **more: object) -> None:
        raise PressFailure(GIVEN_UP.message)

    monkeypatch.setattr(tasks.approvals, "render", broken)
    ordered = order_sheet(request=request_, by=bo, at=now)
    ApprovalSheet.objects.update(attempts=before)
    if is_told:
        set_sheet(sheet=ordered.pk)
    else:
        with pytest.raises(PressFailure):
            set_sheet(sheet=ordered.pk)
    assert ApprovalSheet.objects.get().failure == (found(GIVEN_UP) if is_told else None)


def test_one_whose_job_is_gone_is_asked_for_again(request_: ApprovalRequest, bo: User, now: datetime) -> None:
    ordered = order_sheet(request=request_, by=bo, at=now)
    for seconds, waiting in ((30, []), (90, [("quotes.set_sheet", ordered.pk)])):
        gone()
        wake_exports(int(now.timestamp()) + seconds)
        assert jobs() == waiting
