"""After a test that committed: the rows go from the tables that have any, and the rest are let alone."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from psycopg import sql

from tests.triggers import resting

# Written by the migrations, and by no test; Django's flush would write the last two again.
STAY = {"django_migrations", *(model._meta.db_table for model in (ContentType, Permission))}
# The task engine's own, which Django's flush would leave; what refers goes before what it refers to.
QUEUE = ("procrastinate_periodic_defers", "procrastinate_jobs", "procrastinate_workers")


def empty() -> None:
    """Django's flush truncates every table there is, each with its indexes, and most of them were empty."""
    names = sorted({*connection.introspection.table_names()} - STAY - {*QUEUE})
    tables = {name: sql.Identifier(name) for name in names}
    one = "SELECT {} WHERE EXISTS (SELECT FROM {})"
    asked = sql.SQL(" UNION ALL ").join(sql.SQL(one).format(sql.Literal(name), tables[name]) for name in names)
    with resting(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(asked)
        filled = [name for (name,) in cursor.fetchall()]
        # What refers to what is looked at when all of them are gone.
        for name in [*filled, *QUEUE]:
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
