"""What is remembered of a statement is what Django would write, whatever it is asked with."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import Count, F, Q, QuerySet, Value

from quotes.models import ApprovalStep, QuoteVersion
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from tests import compiled
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db

ASKED: list[Callable[[int], QuerySet[Any]]] = [
    lambda n: User.objects.filter(pk=n).order_by("name"),
    lambda n: User.objects.filter(pk__in=range(n % 4)).exclude(role=[Role.SALES, Role.ADMIN][n % 2]),
    lambda n: User.objects.filter(Q(pk=n) | Q(team__manager=n, name="ada"), name=f"{n % 3}"),
    lambda n: User.objects.filter(pk__gte=10**n * (1 if n % 2 else -1)),
    lambda n: User.objects.filter(is_active=bool(n % 2), team__parent__isnull=bool(n % 3)),
    lambda n: Deal.objects.select_related("customer", "owner__team").filter(created_at__lt=NOW + timedelta(n))[: n + 1],
    lambda n: Deal.objects.annotate(said=Value(f"{n}"), of=Value(n), next=F("pk") + n).values("said", "of", "next"),
    lambda n: Deal.objects.annotate(people=Count("members")).filter(people__gt=n % 2).values_list("pk", "people"),
    lambda n: QuoteVersion.objects.filter(quote__deal__owner=n, number=n % 3, quote__currency__icontains=f"{n}_%"),
    lambda n: ApprovalStep.objects.filter(request=n).with_holder().due(),
]


@pytest.mark.parametrize("asked", ASKED, ids=range(len(ASKED)))
def test_from_memory_comes_what_would_be_written(asked: Callable[[int], QuerySet[Any]]) -> None:
    told = []
    for number in [1, 1, 2, 3, 2, 7, 1, 4, 30, 31, 8, 9, 1, 2]:
        known, written = (asked(number).query.get_compiler("default") for _ in range(2))
        try:
            sql, params = written.as_sql()
        except EmptyResultSet:
            with pytest.raises(EmptyResultSet):
                compiled.statement_of(known)
            continue
        again, values = compiled.statement_of(known)
        assert again == sql
        assert [(type(one), str(one)) for one in values] == [(type(one), str(one)) for one in params]
        assert (known.klass_info or {}).keys() == (written.klass_info or {}).keys()
        assert [(sql, name) for _, (sql, _), name in known.select] == [
            (sql, name) for _, (sql, _), name in written.select
        ]
        told.append("get_converters" in vars(known))
    assert True in told, "it is never remembered"


def test_rows_are_those_of_whom_is_asked_for(ada: User, bo: User) -> None:
    for person in (ada, bo, ada, bo, ada):
        assert User.objects.select_related("team").get(pk=person.pk).team == person.team
        assert list(User.objects.filter(name=person.name).values_list("pk", flat=True)) == [person.pk]


def test_what_nobody_here_knows_is_written_out(ada: User) -> None:
    class Odd(Value):
        def as_sql(self, *_: Any) -> tuple[str, list[Any]]:
            return f"{self.value}", []

    assert [User.objects.annotate(odd=Odd(number)).first().odd for number in (1, 2, 3)] == [1, 2, 3]
