"""A kept queryset answers as the queryset it was made of, whoever asks, and is written out once."""

from datetime import date, timedelta

import pytest
from django.db.models import Count, DateField
from django.db.models.sql.compiler import SQLCompiler

from dealdesk.kept import Given, Kept
from stakeholders.models import Customer, Deal, User
from tests.factories import stakeholders as whom
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def kept() -> Kept[Deal]:
    deals = Deal.objects.filter(owner=Given("owner")).select_related("customer", "owner")
    return Kept(deals.annotate(people=Count("members")).order_by("pk"))


def test_everybody_gets_their_own_rows(customer: Customer, deal: Deal, ada: User, dee: User) -> None:
    other = whom.deal(customer=customer, owner=dee, name="直播带货")
    deals_of = kept()
    assert deals_of(owner=ada.pk) == [deal]
    assert deals_of(owner=dee.pk) == [other]


def test_what_came_along_is_there(deal: Deal, ada: User, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    deals_of = kept()
    with django_assert_num_queries(1):
        [found] = deals_of(owner=ada.pk)
        assert (found.customer, found.owner, vars(found)["people"]) == (deal.customer, ada, 1)


def test_every_answer_is_of_now(deal: Deal, ada: User) -> None:
    deals_of = kept()
    assert [found.name for found in deals_of(owner=ada.pk)] == [deal.name]
    Deal.objects.filter(pk=deal.pk).update(name="小班课")
    assert [found.name for found in deals_of(owner=ada.pk)] == ["小班课"]


def test_it_is_written_out_once(deal: Deal, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []
    as_sql = SQLCompiler.as_sql
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *args, **more: written.append(1) or as_sql(*args, **more))
    deals_of = kept()
    answers = [deals_of(owner=ada.pk) for _ in range(3)]
    assert (answers, len(written)) == ([[deal]] * 3, 1)


def test_a_day_can_be_given(deal: Deal) -> None:
    day = deal.budget_freeze_on or date(2026, 12, 20)
    Deal.objects.filter(pk=deal.pk).update(budget_freeze_on=day)
    frozen_by = Kept(Deal.objects.filter(budget_freeze_on__lte=Given("day", DateField())))
    assert frozen_by(day=day) == [deal]
    assert frozen_by(day=day - timedelta(days=1)) == []


def test_what_can_never_be_found_asks_nothing(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    nobodys = Kept(Deal.objects.filter(customer__in=Customer.objects.none(), owner=Given("owner")))
    with django_assert_num_queries(0):
        assert nobodys(owner=1) == []
        assert kept()(owner=2**63) == []


def test_none_is_refused(ada: User) -> None:
    with pytest.raises(ValueError, match="never equal"):
        kept()(owner=None)


@pytest.mark.django_db(transaction=True)
def test_two_threads_do_not_mix_their_answers(customer: Customer, deal: Deal, ada: User, dee: User) -> None:
    other = whom.deal(customer=customer, owner=dee, name="直播带货")
    deals_of = kept()
    asked = [ada.pk, dee.pk] * 4
    found = at_once(*(lambda owner=owner: deals_of(owner=owner) for owner in asked))
    assert list(found) == [[deal], [other]] * 4
