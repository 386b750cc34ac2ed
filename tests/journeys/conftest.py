"""A real browser before a real server: whoever the story is about has a window of their own, already logged in."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from dealdesk.embedded.family import child_of
from quotes.models import PriceBookVersion
from stakeholders.models import User
from tests.factories import quotes as offered
from tests.journeys.windows import DESK, PHONE, Watch

# Playwright's synchronous interface runs an event loop in this thread, which Django would take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
# Floors that can be told from every other figure on a page.
FLOORS = {"RTC-HD": "41.73951", "REC-MIX": "7.31917", "SUP-724": "6113.371"}

type Open = Callable[..., Page]
type Start = Callable[[], None]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, which speaks to nobody unless told to: without a window, where there is one like that."""
    browser = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    return browser_type_launch_args | {"executable_path": browser, "args": QUIET.split()}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    return live_server.url


@pytest.fixture
def price_book(adm: User, monkeypatch: pytest.MonkeyPatch) -> PriceBookVersion:
    products = tuple((*facts, FLOORS[facts[0]]) for *facts, _ in offered.PRODUCTS)
    monkeypatch.setattr(offered, "PRODUCTS", products)
    return offered.price_book(by=adm)


@pytest.fixture
def opened(base_url: str, new_context: Callable[..., BrowserContext]) -> Iterator[Open]:
    """`opened(ada)` is Ada's window; `opened()` is a stranger's. What any of them complains about fails the test."""
    watches: list[Watch] = []

    def open_window(user: User | None = None, *, phone: bool = False, javascript: bool = True) -> Page:
        context = new_context(java_script_enabled=javascript, locale="zh-CN", **(PHONE if phone else DESK))
        context.set_default_timeout(10_000)
        if user:
            context.add_cookies([session_of(user, base_url)])
        watches.append(Watch(context, base_url))
        return context.new_page()

    yield open_window
    assert [words for watch in watches for words in watch.complaints] == []


def session_of(user: User, url: str) -> Any:
    client = Client()
    client.force_login(user)
    name = django_settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url, "httpOnly": True, "sameSite": "Lax"}


@pytest.fixture
def worker(transactional_db: None) -> Iterator[Start]:
    """`worker()` starts one on the database of the test; it ends with the test."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    with ExitStack() as started:

        def start() -> None:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "worker"],
                env=os.environ | {"DATABASE_URL": database.geturl()},
                preexec_fn=child_of(os.getpid(), signal.SIGKILL),
            )
            started.callback(process.wait)
            started.callback(process.kill)

        yield start
