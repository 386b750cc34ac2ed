"""Liability noted in editions, and what it stops."""

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, transaction

from contracts.actions.liability import note_liability
from contracts.actions.signing import refuse_unsigned
from contracts.domain.checklists.words import ItemState
from contracts.domain.clauses.words import Stance
from contracts.domain.liability.exposure import Line
from contracts.domain.liability.words import Basis, Bucket, Harm
from contracts.models import ChecklistItem, LiabilityLine, LiabilityTerms
from contracts.models.signoffs import contract_of
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.models import QuoteVersion
from stakeholders.models import Deal, JournalEntry, User
from tests.factories import checklists, clauses, liability
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db
BOUNDLESS = (*liability.LINES, Line(harm=Harm.UNLAWFUL, bucket=Bucket.UNLIMITED))


@pytest.fixture
def agreed(version: QuoteVersion, ada: User) -> QuoteVersion:
    clauses.write_as_it_comes()
    return checklists.agreed(version, ada)


def stopped(deal: Deal) -> list[ChecklistItem]:
    contract = contract_of(deal, NOW.date())
    assert contract is not None
    return list(contract.stops)


def test_without_a_checklist_there_is_nothing_to_read_figures_from(agreed: QuoteVersion, ada: User) -> None:
    with pytest.raises(Refusal, match="Make the checklist"):
        liability.noted(agreed.quote.deal, ada)


def test_editions_stay_and_who_comes_second_is_told(agreed: QuoteVersion, ada: User) -> None:
    deal = agreed.quote.deal
    checklists.checklist(agreed, ada)
    first, second = liability.noted(deal, ada), liability.noted(deal, ada, basis=Basis.CONTRACT)
    assert [(one.edition, one.basis, one.lines.count()) for one in (first, second)] == [
        (1, "payable", 3), (2, "contract", 3),
    ]  # fmt: skip
    assert first.value() == liability.TERMS
    with pytest.raises(StaleRefusal):
        note_liability(deal=deal, terms=liability.TERMS, edition=1, by=ada, at=NOW)


def test_liability_without_a_cap_stops_the_signing_whoever_notes_it(agreed: QuoteVersion, ada: User, lin: User) -> None:
    deal = agreed.quote.deal
    made = checklists.checklist(agreed, ada)
    row = checklists.noted(checklists.item(made, "unlimited"), lin, level=0, state=ItemState.SETTLED)
    liability.noted(deal, ada, lines=BOUNDLESS)
    row.refresh_from_db()
    assert (row.level, row.judged_by, row.state) == (Stance.WALK_AWAY.level, ada, ItemState.TALKING)
    with pytest.raises(Refusal, match="不能签约"):
        refuse_unsigned(deal, NOW)
    liability.noted(deal, ada)
    row.refresh_from_db()
    assert row.level == Stance.WALK_AWAY.level
    checklists.noted(row, lin, level=1)
    assert stopped(deal) == []
    assert JournalEntry.objects.filter(act="note_liability").count() == 2


def test_a_stop_whose_clause_is_not_on_the_checklist_is_put_on_it(agreed: QuoteVersion, ada: User, lin: User) -> None:
    made = checklists.checklist(agreed, ada)
    made.items.filter(clause__clause__key="cap").delete()
    assert stopped(made.deal) == []
    liability.noted(made.deal, ada, basis=Basis.NONE)
    row = checklists.item(made, "cap")
    assert (row.level, row.judged_by) == (Stance.WALK_AWAY.level, ada)
    assert stopped(made.deal) == [row]
    checklists.noted(row, lin, level=1)
    assert stopped(made.deal) == []


def test_the_database_keeps_terms_and_their_lines(agreed: QuoteVersion, ada: User) -> None:
    checklists.checklist(agreed, ada)
    kept = liability.noted(agreed.quote.deal, ada)
    changes: tuple[Callable[[], object], ...] = (
        lambda: LiabilityTerms.objects.filter(pk=kept.pk).update(basis=Basis.NONE),
        lambda: LiabilityLine.objects.filter(terms=kept).update(loss=0),
    )
    for change in changes:
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
