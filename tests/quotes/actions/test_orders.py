"""Paper that one reader ordered, as workers write it: only the last claim counts, in whichever table it stands."""

from datetime import datetime

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals import order_sheet
from quotes.actions.orders import claim_order, fail_order, finish_order, note_order
from quotes.models import ApprovalSheet, QuoteVersion
from stakeholders.models import User
from tests.factories.haggling import asked
from tests.factories.paper import pdf


@pytest.fixture
def ordered(version: QuoteVersion, ada: User, bo: User, now: datetime) -> ApprovalSheet:
    return order_sheet(request=asked(version, by=ada), by=bo, at=now)


def claimed(order: ApprovalSheet) -> ApprovalSheet:
    found = claim_order(orders=ApprovalSheet.objects.all(), order=order.pk)
    assert found is not None
    return found


def test_whoever_was_overtaken_is_told_so_and_writes_nothing(ordered: ApprovalSheet, now: datetime) -> None:
    first = claimed(ordered)
    assert note_order(order=first, percent=30)
    second = claimed(ordered)
    late = (
        note_order(order=first, percent=60),
        finish_order(order=first, pdf=pdf(), snapshot={}, at=now),
        fail_order(order=first, failure=Refusal("It was cancelled before it was done."), at=now),
    )
    assert late == (False, False, False)
    ordered.refresh_from_db()
    assert (ordered.attempts, ordered.progress, ordered.finished_at) == (2, 0, None)
    assert finish_order(order=second, pdf=pdf(), snapshot={}, at=now)


def test_how_far_it_is_never_goes_back_within_one_claim(ordered: ApprovalSheet) -> None:
    mine = claimed(ordered)
    assert [note_order(order=mine, percent=percent) for percent in (40, 10, 40)] == [True, True, True]
    ordered.refresh_from_db()
    assert ordered.progress == 40


def test_what_is_finished_is_claimed_no_more(ordered: ApprovalSheet, now: datetime) -> None:
    assert finish_order(order=claimed(ordered), pdf=pdf(), snapshot={}, at=now)
    assert claim_order(orders=ApprovalSheet.objects.all(), order=ordered.pk) is None
    assert not ApprovalSheet.objects.forgotten(now.replace(year=now.year + 1)).exists()
