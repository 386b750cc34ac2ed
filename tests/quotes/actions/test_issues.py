"""What is negotiated in a deal is kept as a whole, told in the journal without its amounts, and refused when stale."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.funding import add_funding_rate
from quotes.actions.issues import add_issue, change_issue, remove_issue
from quotes.domain.negotiation import Issue
from quotes.domain.pricing.revised import Revision
from quotes.models import DealIssue, IssueOption, QuoteVersion
from stakeholders.actions.privacy import erase_contact
from stakeholders.domain.deals import Stage
from stakeholders.models import Contact, Customer, Deal, JournalEntry, User
from tests.factories import stakeholders as whom
from tests.factories.haggling import approved, get, give, logged
from tests.factories.issues import issue, option, reference, support
from tests.factories.stakeholders import NOW

YEARLY: dict[str, Any] = {"new_offer": Revision(terms={"payment_plan": "annual_prepaid"})}


def test_an_issue_is_kept_as_it_was_told(deal: Deal, ada: User) -> None:
    kept = issue(deal, by=ada).value()
    assert [(one.name, one.cost, one.worth, one.is_target, one.is_floor) for one in kept.options] == [
        (told.name, told.cost, told.worth, told.is_target, told.is_floor) for told in reference()
    ]


def test_the_journal_names_the_issue_and_no_amount(deal: Deal, ada: User) -> None:
    issue(deal, by=ada)
    entry = JournalEntry.objects.get(act="add_issue")
    assert (entry.deal_id, entry.facts) == (deal.pk, {"issue": "reference"})


def test_an_option_that_stays_is_the_same_row_and_one_that_goes_is_gone(deal: Deal, ada: User) -> None:
    row = issue(deal, by=ada)
    first, second = row.value().options
    told = [option("先试点再署名"), option(second.name, key=second.key, is_target=True, is_floor=True)]
    change_issue(row=row, edition=1, options=told, by=ada, at=NOW)
    kept = DealIssue.objects.get().value().options
    assert [one.name for one in kept] == ["先试点再署名", second.name]
    assert (kept[1].key, IssueOption.objects.filter(pk=first.key).exists()) == (second.key, False)


def test_whoever_saves_second_is_told_so(deal: Deal, ada: User) -> None:
    row = issue(deal, by=ada)
    change_issue(row=row, edition=1, options=support(), by=ada, at=NOW)
    with pytest.raises(StaleRefusal):
        change_issue(row=row, edition=1, options=reference(), by=ada, at=NOW)
    assert [one.cost for one in DealIssue.objects.get().value().options] == [Decimal(0), Decimal(3_000)]


def test_a_page_from_before_a_person_was_erased_brings_the_name_back_into_no_option(
    deal: Deal, contact: Contact, ada: User, bo: User
) -> None:
    read = issue(deal, by=ada, options=(option("署名案例", source=f"{contact.name}说的"), option("不做案例")))
    erase_contact(contact, reason="本人来信", by=bo, at=NOW)
    assert IssueOption.objects.values_list("source", flat=True)[0] == f"#{contact.pk}说的"
    with pytest.raises(StaleRefusal):
        change_issue(row=read, edition=read.edition, options=reference(), by=ada, at=NOW)
    now = DealIssue.objects.get()
    assert change_issue(row=now, edition=now.edition, options=reference(), by=ada, at=NOW).edition == now.edition + 1


def test_an_option_of_another_issue_is_not_taken_over(deal: Deal, ada: User) -> None:
    other = issue(deal, by=ada)
    stolen = other.value().options[0]
    row = issue(deal, by=ada, of=Issue.SUPPORT, options=support())
    change_issue(row=row, edition=1, options=[option("甲", key=stolen.key), option("乙")], by=ada, at=NOW)
    assert IssueOption.objects.get(pk=stolen.key).issue_id == other.pk


def test_an_issue_is_on_the_list_once(deal: Deal, ada: User) -> None:
    issue(deal, by=ada)
    with pytest.raises(Refusal, match="on the list already"):
        issue(deal, by=ada)


def test_an_issue_is_taken_off_with_its_options(deal: Deal, ada: User) -> None:
    remove_issue(row=issue(deal, by=ada), by=ada, at=NOW)
    assert (DealIssue.objects.count(), IssueOption.objects.count()) == (0, 0)
    assert JournalEntry.objects.filter(act="remove_issue").count() == 1


def test_a_closed_deal_stays_as_it_is(deal: Deal, ada: User) -> None:
    row = issue(deal, by=ada)
    Deal.objects.filter(pk=deal.pk).update(stage=Stage.SIGNED, closed_at=NOW, closed_by=ada, last_price=1)
    for act in (
        lambda: add_issue(deal=deal, issue=Issue.SUPPORT, options=support(), by=ada, at=NOW),
        lambda: change_issue(row=row, edition=1, options=support(), by=ada, at=NOW),
        lambda: remove_issue(row=row, by=ada, at=NOW),
    ):
        with pytest.raises(Refusal, match="signed"):
            act()
    assert DealIssue.objects.get().edition == 1


class TestRounds:
    @pytest.fixture
    def table(self, version: QuoteVersion, ada: User, fay: User) -> QuoteVersion:
        add_funding_rate(points=Decimal(6), currency="CNY", valid_from=date(2026, 1, 1), source="LPR", by=fay, at=NOW)
        return approved(version, by=ada)

    def test_a_price_is_kept_as_it_was_reckoned(
        self, table: QuoteVersion, deal: Deal, contact: Contact, ada: User
    ) -> None:
        """Neither a new rate nor an option that goes changes what was logged."""
        row = issue(deal, by=ada)
        case = get("署名案例", issue=Issue.REFERENCE, worth=None, option=row.value().options[0].key)
        made = logged(table.quote, contact=contact, by=ada, moves=[case, get(worth=None)], **YEARLY)
        remove_issue(row=row, by=ada, at=NOW)
        kept = [(each.worth, each.basis, each.theirs_high) for each in made.moves.all()]
        assert kept == [
            (Decimal(15_000), "option", Decimal(4_000)),
            (Decimal("18038.03"), "payment", None),
        ]

    def test_a_loss_is_agreed_to_with_a_reason_that_the_approver_reads(
        self, table: QuoteVersion, contact: Contact, ada: User, bo: User
    ) -> None:
        moves = [give(trade=1), get(trade=1, worth=Decimal(1))]
        with pytest.raises(Refusal, match="more than it brings"):
            logged(table.quote, contact=contact, by=ada, moves=moves)
        told = [replace(moves[0], untraded_reason="赶在冻结前签"), moves[1]]
        offer = Revision(discount=Decimal(18))
        made = logged(table.quote, contact=contact, by=ada, moves=told, new_offer=offer, reason="竞品压价").made
        assert made is not None
        assert made.requests.get().reason == "竞品压价\n赶在冻结前签"

    def test_an_option_of_another_deal_is_refused(
        self, table: QuoteVersion, contact: Contact, customer: Customer, ada: User
    ) -> None:
        other = issue(whom.deal(customer=customer, owner=ada, name="下一期"), by=ada).value().options[0]
        with pytest.raises(Refusal, match="off the deal's list"):
            logged(table.quote, contact=contact, by=ada, moves=[get("署名案例", worth=None, option=other.key)])
