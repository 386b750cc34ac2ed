"""A round that is typed and not logged: ended once, never brought back, and gone with the person it names."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from quotes.actions.drafts import drop_round_draft, keep_round_draft
from quotes.domain.negotiation import Beside
from quotes.models import Policy, Quote, QuoteVersion, Round, RoundDraft
from stakeholders.actions.privacy import enter_privacy_policy, erase_contact
from stakeholders.domain.deals import Stage
from stakeholders.models import Contact, Deal, User
from stakeholders.queries.privacy import dossier
from stakeholders.tasks import forget
from tests.factories import stakeholders as whom
from tests.factories.haggling import approved, logged
from tests.factories.stakeholders import NOW
from tests.threads import at_once, while_open


@pytest.fixture
def quote(version: QuoteVersion, policy: Policy, ada: User) -> Quote:
    return approved(version, by=ada).quote


def keep(quote: Quote, by: User, *, number: int = 1, said: str = "还没说完", theirs: Contact | None = None) -> None:
    chosen = [str(theirs.pk)] if theirs else []
    keep_round_draft(quote=quote, values={"said": [said], "theirs": chosen}, number=number, by=by, at=NOW)


def typed() -> list[str]:
    return [draft.values["said"][0] for draft in RoundDraft.objects.order_by("pk") if draft.values]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before", [True, False])
def test_logging_against_the_last_key_stroke_leaves_no_draft(
    quote: Quote, contact: Contact, ada: User, before: bool
) -> None:
    """Whichever is first, and whether or not anything was kept before."""
    if before:
        keep(quote, ada, said="开头")
    outcomes = while_open(lambda: logged(quote, contact=contact, by=ada), lambda: keep(quote, ada))
    assert [type(outcome) for outcome in outcomes] == [Round, type(None)]
    assert typed() == []
    keep(quote, ada, number=2, said="下一轮")
    assert (
        at_once(lambda: logged(quote, contact=contact, by=ada, beside=None), lambda: keep(quote, ada, number=2))[1]
        is None
    )
    assert typed() == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_log_at_once_the_second_is_told_what_came_in_between(
    quote: Quote, contact: Contact, ada: User, bo: User
) -> None:
    seen = Beside(version=quote.versions.get().pk, round=0)
    outcomes = at_once(*(lambda by=by: logged(quote, contact=contact, by=by, beside=seen) for by in (ada, bo)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Round", "StaleRefusal"]
    assert quote.rounds.count() == 1


def test_dropping_it_ends_it_and_nobody_elses(quote: Quote, ada: User, bo: User) -> None:
    keep(quote, ada)
    keep(quote, bo, said="经理的话")
    drop_round_draft(quote=quote, by=ada, at=NOW)
    keep(quote, ada)
    assert typed() == ["经理的话"]


class TestPrivacy:
    def test_who_is_chosen_or_named_in_a_draft_is_told_of_it(self, quote: Quote, contact: Contact, ada: User) -> None:
        keep(quote, ada, said="他嫌贵", theirs=contact)
        assert [(fact.what, fact.value) for fact in dossier(contact) if fact.value == "他嫌贵"] == [
            ("ada 的草稿", "他嫌贵")
        ]

    @pytest.mark.parametrize("named", [True, False])
    def test_erasing_a_person_ends_the_drafts_about_them(
        self, quote: Quote, contact: Contact, ada: User, bo: User, named: bool
    ) -> None:
        keep(quote, ada, **about(contact, named))
        keep(quote, bo, said="与他无关")
        erase_contact(contact, reason="本人来信", by=bo, at=NOW)
        assert typed() == ["与他无关"]
        keep(quote, ada, **about(contact, named))
        assert typed() == ["与他无关"]

    @pytest.mark.django_db(transaction=True)
    def test_erasing_against_typing_leaves_no_word_of_the_person(
        self, quote: Quote, contact: Contact, ada: User, bo: User
    ) -> None:
        outcomes = at_once(
            lambda: erase_contact(contact, reason="本人来信", by=bo, at=NOW),
            lambda: keep(quote, ada, theirs=contact),
        )
        assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
        assert typed() == []

    def test_a_draft_goes_with_the_assessments_of_a_deal_whose_time_has_passed(
        self, quote: Quote, ada: User, adm: User, now: datetime
    ) -> None:
        enter_privacy_policy(
            purpose="决策",
            legal_basis="意见",
            source="制度",
            retention_months=12,
            valid_from=NOW.date(),
            by=adm,
            at=now,
        )
        keep(quote, ada)
        other = whom.deal(customer=quote.deal.customer, owner=ada, name="还在谈")
        Deal.objects.exclude(pk=other.pk).update(stage=Stage.LOST, closed_at=NOW, closed_by=ada, **vars(whom.LOST))
        left = []
        for days in (364, 365):
            forget(int((NOW + timedelta(days=days)).timestamp()))
            left.append(typed())
        assert left == [["还没说完"], []]


def about(contact: Contact, named: bool) -> dict[str, Any]:
    return {"said": f"{contact.name}嫌贵"} if named else {"theirs": contact}
