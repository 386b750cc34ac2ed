"""Competitors' offers: as much as is known, by whom, changed by one at a time, never on a closed deal."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.counters import decline_counter
from quotes.actions.quotes import discard_draft
from quotes.actions.quotes.terms import save_terms
from quotes.actions.rivals import change_rival, drop_rival
from quotes.domain.pricing.lengths import Total
from quotes.domain.rivals.content import Cover
from quotes.domain.rivals.words import Evidence, Respect, Weighed
from quotes.models import QuoteVersion, RivalOffer, RivalWeighing
from quotes.queries.rivals.ground import offers_heard
from stakeholders.actions.deals import move_deal
from stakeholders.actions.privacy import erase_contact
from stakeholders.domain.deals import Stage
from stakeholders.models import Contact, Customer, Deal, JournalEntry, User
from tests.factories import rivals as told
from tests.factories import stakeholders as whom
from tests.factories.haggling import asked, countered
from tests.factories.stakeholders import LOST, NOW


def test_a_claim_is_noted_with_who_said_it_and_the_journal_keeps_no_price(
    deal: Deal, contact: Contact, ada: User
) -> None:
    made = told.rival(deal=deal, by=ada, teller=contact, amount=Decimal(700_000))
    assert (made.is_claimed, made.teller, made.claimed_percent) == (True, contact, Decimal(30))
    entry = JournalEntry.objects.get(act="note_rival")
    assert entry.facts == {"rival": "声网云", "evidence": "claimed"}


def test_what_a_percentage_was_said_of_is_kept_as_it_came_to_then(version: QuoteVersion, deal: Deal, ada: User) -> None:
    made = told.rival(deal=deal, by=ada)
    assert (made.heard_version, made.heard) == (version, Total(Decimal(839_600), 12))
    save_terms(version=version, edition=version.edition, term_months=24, by=ada, at=NOW)
    again = {"offer": made, "covers": {}, "weighed": {}, "by": ada, "at": NOW}
    changed = change_rival(**again, edition=1, heard_version=version, source="又说了一遍")
    assert changed.heard == Total(Decimal(839_600), 12)
    assert change_rival(**again, edition=2, amount=Decimal(1), claimed_percent=None).heard is None


def test_a_draft_that_a_percentage_was_said_of_can_go_and_is_asked_for_again(
    version: QuoteVersion, deal: Deal, ada: User
) -> None:
    made = told.rival(deal=deal, by=ada)
    discard_draft(version=version, by=ada, at=NOW)
    made.refresh_from_db()
    assert (made.heard_version, made.heard, made.edition) == (None, None, 2)


def test_an_approvers_conditions_are_no_offer_that_a_percentage_was_said_of(
    version: QuoteVersion, deal: Deal, ada: User, bo: User
) -> None:
    """Nobody has offered them, and they go with the answer to them."""
    made = countered(asked(version, by=ada), by=bo)
    assert made.version is not None
    assert list(offers_heard(deal)) == [version]
    with pytest.raises(Refusal) as refused:
        told.rival(deal=deal, by=ada, heard_version=made.version)
    assert refused.value.field == "heard_version"
    assert told.rival(deal=deal, by=ada).heard_version == version
    decline_counter(counter=made, content_hash=made.content_hash, reason="客户不接受", by=ada, at=NOW)
    made.refresh_from_db()
    assert (made.answer, made.version) == ("declined", None)


def test_an_offer_of_another_deal_is_none_that_a_percentage_was_said_of(
    version: QuoteVersion, deal: Deal, customer: Customer, ada: User
) -> None:
    other = whom.deal(customer=customer, owner=ada, name="另一单")
    with pytest.raises(Refusal) as refused:
        told.rival(deal=other, by=ada, heard_version=version)
    assert refused.value.field == "heard_version"


def test_the_database_keeps_what_was_heard_whole_and_of_a_claim(version: QuoteVersion, deal: Deal, ada: User) -> None:
    made = RivalOffer.objects.filter(pk=told.rival(deal=deal, by=ada, amount=Decimal(500_000)).pk)
    for wrong in ({"heard_total": None}, {"heard_months": 0}, {"claimed_percent": None}):
        with pytest.raises(IntegrityError, match="rival_heard_against"), transaction.atomic():
            made.update(**wrong)


def test_what_is_covered_and_weighed_is_kept_and_read_back(deal: Deal, ada: User) -> None:
    covers = {"RTC-HD": Cover(is_covered=True, quantity=Decimal(8000)), "REC-MIX": Cover(is_covered=False)}
    weighed = {Respect.SLA: Weighed(amount=Decimal(20_000), basis="99.5 % 对 99.9 %"), Respect.SUPPORT: Weighed()}
    made = told.rival(deal=deal, by=ada, covers=covers, weighed=weighed)
    read = RivalOffer.objects.get(pk=made.pk)
    assert (read.covered(), read.typed()) == (covers, {Respect.SLA: weighed[Respect.SLA]})


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rival": " "}, "rival"),
        ({"source": ""}, "source"),
        ({"heard_on": NOW.date() + timedelta(days=1)}, "heard_on"),
        ({"claimed_percent": None}, "amount"),
        ({"evidence": Evidence.DOCUMENT}, "amount"),
        ({"currency": "美元"}, "currency"),
        ({"currency": "USD", "amount": Decimal(90_000)}, "fx_rate"),
        ({"currency": "USD", "amount": Decimal(90_000), "fx_rate": Decimal("7.16")}, "fx_source"),
        ({"weighed": {Respect.SLA: Weighed(amount=Decimal(1))}}, "basis_sla"),
    ],
)
def test_what_cannot_be_so_is_refused_beside_its_field(
    deal: Deal, ada: User, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        told.rival(deal=deal, by=ada, **wrong)
    assert (refused.value.field, RivalOffer.objects.count()) == (field, 0)


def test_whoever_told_us_is_somebody_at_this_customer_and_not_erased(
    deal: Deal, contact: Contact, ada: User, bo: User
) -> None:
    stranger = whom.contact(customer=whom.customer(name="别家", owner=ada), name="王敏")
    with pytest.raises(Refusal, match="王敏"):
        told.rival(deal=deal, by=ada, teller=stranger)
    kept = told.rival(deal=deal, by=ada, teller=contact, source=f"{contact.name}口头")
    erase_contact(contact, reason="本人要求", by=bo, at=NOW)
    kept.refresh_from_db()
    assert "周昀" not in kept.source
    with pytest.raises(Refusal):
        told.rival(deal=deal, by=ada, teller=Contact.objects.get(pk=contact.pk))


def test_a_page_from_before_a_person_was_erased_brings_the_name_back_into_no_reason(
    deal: Deal, contact: Contact, ada: User, bo: User
) -> None:
    weighed = {Respect.SLA: Weighed(amount=Decimal(1), basis=f"{contact.name}估的")}
    read = told.rival(deal=deal, by=ada, weighed=weighed)
    erase_contact(contact, reason="本人要求", by=bo, at=NOW)
    now = RivalOffer.objects.get()
    assert now.weighings.get().basis == f"#{contact.pk}估的"
    with pytest.raises(StaleRefusal):
        change_rival(offer=now, edition=read.edition, covers={}, weighed=weighed, by=ada, at=NOW)
    changed = change_rival(offer=now, edition=now.edition, covers={}, weighed={}, by=ada, at=NOW)
    assert (read.edition, now.edition, changed.edition) == (1, 2, 3)


def test_whoever_saves_second_is_told_so(deal: Deal, ada: User) -> None:
    made = told.rival(deal=deal, by=ada)
    first = change_rival(offer=made, edition=1, covers={}, weighed={}, source="已看到邮件", by=ada, at=NOW)
    assert (first.edition, first.source, first.rival) == (2, "已看到邮件", "声网云")
    with pytest.raises(StaleRefusal):
        change_rival(offer=made, edition=1, covers={}, weighed={}, source="另一个来源", by=ada, at=NOW)


def test_saving_again_replaces_what_was_weighed(deal: Deal, ada: User) -> None:
    made = told.rival(deal=deal, by=ada, weighed={Respect.SLA: Weighed(amount=Decimal(1), basis="估")})
    again = {Respect.SUPPORT: Weighed(amount=Decimal(0), basis="都是 7×24")}
    change_rival(offer=made, edition=1, covers={}, weighed=again, by=ada, at=NOW)
    assert list(RivalWeighing.objects.values_list("respect", "basis")) == [("support", "都是 7×24")]


def test_one_that_is_dropped_is_kept_and_dropped_once(deal: Deal, ada: User) -> None:
    made = told.rival(deal=deal, by=ada)
    for _ in range(2):
        drop_rival(offer=made, by=ada, at=NOW)
    assert (RivalOffer.objects.standing().count(), RivalOffer.objects.count()) == (0, 1)
    assert JournalEntry.objects.filter(act="drop_rival").count() == 1


def test_a_closed_deal_stays_as_it_was(deal: Deal, ada: User) -> None:
    made = told.rival(deal=deal, by=ada)
    move_deal(deal, to=Stage.LOST, ending=LOST, by=ada, at=NOW)
    for change in (
        lambda: told.rival(deal=deal, by=ada),
        lambda: change_rival(offer=made, edition=1, covers={}, weighed={}, by=ada, at=NOW),
        lambda: drop_rival(offer=made, by=ada, at=NOW),
    ):
        with pytest.raises(Refusal, match="closed"):
            change()
