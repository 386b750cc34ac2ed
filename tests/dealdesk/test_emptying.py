"""A test that commits leaves nothing to the next one: neither rows of ours nor what waits for a worker."""

import pytest
from django.db import connection, transaction
from psycopg import sql

from dealdesk.later import later
from stakeholders.models import Deal
from tests.emptying import STAY, empty
from tests.jobs import jobs

pytestmark = pytest.mark.django_db(transaction=True)


def filled() -> list[str]:
    """The tables with rows in them, whoever made the tables."""
    with connection.cursor() as cursor:
        names = sorted({*connection.introspection.table_names(cursor)} - STAY)
        one = "SELECT {} WHERE EXISTS (SELECT FROM {})"
        asked = (sql.SQL(one).format(sql.Literal(name), sql.Identifier(name)) for name in names)
        cursor.execute(sql.SQL(" UNION ALL ").join(asked))
        return [name for (name,) in cursor.fetchall()]


def test_it_empties_every_table_the_tests_may_fill(deal: Deal) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        later("quotes.render_proposal", export=1)
        cursor.execute(
            "INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp, job_id)"
            " SELECT task_name, 1, id FROM procrastinate_jobs"
        )
    assert (Deal.objects.exists(), jobs()) == (True, [("quotes.render_proposal", 1)])
    empty()
    assert (filled(), jobs()) == ([], [])
