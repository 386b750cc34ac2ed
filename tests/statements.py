"""What a connection has planned once it need not plan again after a rollback, with which nearly every test ends."""

import re

from psycopg._preparing import PrepareManager

# psycopg forgets all it has prepared after a rollback, even to a savepoint: what was made in the transaction may be
# gone. The tables of the tests are there before the first of them. Whatever drops or alters is still noticed.
FORGETS = re.compile(rb"^(?:DROP|ALTER|DISCARD ALL|DEALLOCATE ALL)\b").match
# The statements of all screens and acts, which one worker goes through with one connection.
MANY = 1_000


def keep_prepared() -> None:
    (forgets,) = PrepareManager._should_discard.__defaults__ or ()
    assert forgets(b"ROLLBACK"), "psycopg reads this elsewhere by now"
    PrepareManager._should_discard.__defaults__ = (FORGETS,)
    PrepareManager.prepared_max = MANY
