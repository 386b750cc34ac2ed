"""What only the desk's own code can tell about itself; imported once Django has started on the measured database."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from dealdesk.management.bulk.desk import DIRECTOR
from dealdesk.web.keyset import page
from quotes.models import Quote, QuoteLine
from stakeholders.models import User
from tests.benchmarks.operations import CSRF, DEEP, Client, Operation
from tests.benchmarks.wire import Answer, Wire
from tests.security.html import Page

HOST = "127.0.0.1"


def log_in() -> dict[str, str]:
    """Cookies of the director: everything is theirs to see, which is the longest list."""
    browser = Browser()
    browser.force_login(User.objects.get(pk=DIRECTOR))
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: CSRF}


def deep(quotes: int) -> tuple[str, str]:
    """Where page 1,001 begins, as the desk and as the bare view write it."""
    before = min(DEEP, quotes // 2)
    found = page(Quote.objects.only("id", "updated_at"), order=("-updated_at", "-id"), size=before)
    last = found.rows[-1]
    return found.after, urlencode({"at": last.updated_at.isoformat(), "id": last.pk})


def first_lines() -> dict[int, int]:
    """The first line of each version."""
    return dict(QuoteLine.objects.filter(position=1).values_list("version_id", "id"))


def server() -> str:
    return f"{connection.pg_version // 10_000}.{connection.pg_version % 10_000}"  # type: ignore[attr-defined]


def statements(
    operations: Iterable[Operation], client: Client, bare: Wire, cookies: dict[str, str]
) -> dict[tuple[str, str], int]:
    """Statements an operation takes, the session's and the person's included; BEGIN and COMMIT are not counted."""
    browser = Browser(SERVER_NAME=HOST)
    browser.cookies.load(cookies)
    found = {}
    for operation in operations:
        request = operation.desk(client)
        ask = browser.get if request.form is None else browser.post
        with CaptureQueriesContext(connection) as captured:
            answer = ask(request.path, request.form, headers=request.headers)
        text = answer.content.decode()
        assert answer.status_code in {200, 303}, f"{operation.name}: {answer.status_code} {Page(text).sentences}"
        if operation.edits:
            client.saw(Answer(answer.status_code, text, 0.0, {}))
        said = [query["sql"] for query in captured.captured_queries]
        found[operation.name, "desk"] = len([sql for sql in said if sql not in {"BEGIN", "COMMIT"}])
        found[operation.name, "bare"] = int(bare.ask(operation.bare(client)).headers["x-statements"])
    return found
