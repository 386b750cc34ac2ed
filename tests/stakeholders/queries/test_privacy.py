from datetime import timedelta
from typing import Any

import pytest

from quotes.actions.approvals import submit_version
from quotes.models import Policy, QuoteVersion
from stakeholders.actions.privacy import enter_privacy_policy, open_map
from stakeholders.domain.deals import Stage
from stakeholders.models import Contact, Deal, PrivacyPolicy, User
from stakeholders.queries.privacy import dossier, kept, past_retention, privacy_screen
from tests.factories import stakeholders as whom
from tests.factories.haggling import logged
from tests.factories.stakeholders import NOW

TODAY = NOW.date()
YEAR = timedelta(days=365)


@pytest.fixture
def a_year(adm: User) -> PrivacyPolicy:
    told: dict[str, Any] = {"purpose": "决策", "legal_basis": "意见", "source": "制度", "retention_months": 12}
    return enter_privacy_policy(**told, valid_from=TODAY, by=adm, at=NOW)


def closed(deal: Deal) -> Deal:
    Deal.objects.filter(pk=deal.pk).update(
        stage=Stage.SIGNED, closed_at=NOW, closed_by=deal.owner, unpriced_because="—"
    )
    deal.refresh_from_db()
    return deal


def test_until_a_policy_is_entered_no_end_is_promised(deal: Deal) -> None:
    assert (kept(deal, TODAY).policy, kept(closed(deal), TODAY).due_on) == (None, None)


def test_the_end_counts_from_the_day_a_deal_closes(deal: Deal, a_year: PrivacyPolicy) -> None:
    assert kept(deal, TODAY).due_on is None
    assert kept(closed(deal), TODAY).due_on == TODAY + YEAR


def test_only_judged_deals_past_their_time_are_due(
    deal: Deal, contact: Contact, a_year: PrivacyPolicy, ada: User
) -> None:
    open_one = whom.deal(customer=deal.customer, owner=ada)
    for each in (deal, open_one):
        whom.seat(deal=each, contact=contact)
    whom.deal(customer=deal.customer, owner=ada, stage=Stage.LOST)
    closed(deal)
    assert [past_retention(TODAY + YEAR - timedelta(days=1)), past_retention(TODAY + YEAR)] == [(), (deal,)]


def test_managers_read_who_opened_their_maps_and_administrators_read_numbers(
    deal: Deal, ada: User, bo: User, adm: User, dee: User
) -> None:
    elsewhere = whom.deal(customer=whom.customer(name="别家", owner=dee), owner=dee)
    open_map(elsewhere, by=dee, at=NOW)
    open_map(deal, by=ada, at=NOW + timedelta(hours=1))
    seen = {who: privacy_screen(who, today=TODAY).openings for who in (bo, adm)}
    assert [(one.who, one.deal) for one in seen[bo]] == [("ada", deal)]
    assert [(one.who, one.number, one.deal) for one in seen[adm]] == [
        ("ada", deal.number, None),
        ("dee", elsewhere.number, None),
    ]


def test_the_policy_in_force_is_the_latest_that_has_begun(adm: User, a_year: PrivacyPolicy) -> None:
    told: dict[str, Any] = {"purpose": "新", "legal_basis": "新", "source": "新", "retention_months": 6}
    coming = enter_privacy_policy(**told, valid_from=TODAY + YEAR, by=adm, at=NOW)
    assert privacy_screen(adm, today=TODAY).policies == (coming, a_year)
    assert [privacy_screen(adm, today=day).in_force for day in (TODAY, TODAY + YEAR)] == [a_year, coming]


def test_all_that_is_held_about_a_person_is_told(deal: Deal, contact: Contact, ada: User) -> None:
    whom.seat(deal=deal, contact=contact, support=-4, concern="怕担责")
    whom.engagement(deal=deal, contacts=[contact], by=ada, learned="先看实测")
    other = whom.contact(customer=deal.customer, name="许望", phone="139")
    whom.engagement(deal=deal, contacts=[other], by=ada, learned="别人的话")
    values = {fact.value for fact in dossier(contact)}
    assert {"周昀", "采购总监", "-4", "怕担责", "先看实测"} <= values
    assert not {"139", "别人的话"} & values


def test_no_column_about_a_person_is_left_out(deal: Deal, contact: Contact, ada: User) -> None:
    """Every column of a seat and of an entry that says something stands in it, whichever are added later."""
    seat = whom.seat(deal=deal, contact=contact, support=3, concern="账期", last_contact_on=TODAY)
    entry = whom.engagement(deal=deal, contacts=[contact], by=ada, promised="寄报告", promised_on=TODAY)
    said = [fact.what for fact in dossier(contact)]
    for row, without in ((seat, {"id", "deal", "contact"}), (entry, {"id", "deal", "corrects", "held_on"})):
        columns = {
            column.name
            for column in row._meta.concrete_fields
            if column.name not in without and getattr(row, column.name) not in (None, "", [])
        }
        assert len(said) >= len(columns)


def test_rounds_are_held_too(contact: Contact, version: QuoteVersion, policy: Policy, ada: User) -> None:
    submit_version(version=version, reason="首份", by=ada, at=NOW)
    logged(version.quote, contact=contact, by=ada, said="太贵了")
    assert "太贵了" in {fact.value for fact in dossier(contact)}
