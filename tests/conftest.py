"""The cast and the clock that every test shares."""

import logging
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import datetime
from typing import Any

import pytest
from django import conf
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.template import Context
from django.template.base import PartialTemplate, Template
from django.test import Client
from django.test.utils import instrumented_test_render
from django.utils.crypto import get_random_string
from django.utils.safestring import SafeString
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from dealdesk.home.sessions import SessionStore
from quotes.models import Policy, PriceBookVersion, Quote, QuoteVersion
from stakeholders.domain.people import Role
from stakeholders.domain.seats.words import SeatKind
from stakeholders.models import Contact, Customer, Deal, Team, User
from tests.dealdesk.workers import queue, worker  # noqa: F401
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.kept import CAST
from tests.order import pytest_collection_modifyitems, pytest_xdist_make_scheduler  # noqa: F401
from tests.statements import keep_prepared
from tests.tables import made_once

# A property is true or false; how long one example takes on a busy machine is not part of it. The suite tries the same
# examples every time, so that what was green stays green; `make soak` goes deep and looks for new ones.
settings.register_profile("house", deadline=None, max_examples=25, derandomize=True)
settings.register_profile("deep", deadline=None, max_examples=1000)
settings.load_profile("house")


def pytest_configure() -> None:
    """A password is hashed slowly on purpose; the cast has many, and nobody attacks them. And a static file is looked
    for when it is asked for: every client of every test would look through all of them first. And a refusal is what
    was asked for: nobody need write out how it came about."""
    keep_prepared()
    logging.getLogger("django.request").setLevel(logging.ERROR)
    conf.settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    conf.settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session", autouse=True)
def whole_pages(django_test_environment: None) -> None:
    """What `answer.context` knows is the page's own; the parts it is made of, each field among them, keep theirs."""
    rendering = ContextVar("rendering", default=False)

    def render(template: Any, context: Context) -> SafeString:
        if rendering.get():
            return template.nodelist.render(context)
        token = rendering.set(True)
        try:
            return instrumented_test_render(template, context)
        finally:
            rendering.reset(token)

    Template._render = PartialTemplate._render = render


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_keepdb: bool,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Before a test database is made: the migrations take longer than a hundred tests."""
    if django_db_keepdb:
        yield
        return
    with django_db_blocker.unblock(), made_once():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Once there are tables, the cast is kept in them."""
    with CAST.keeping(django_db_blocker):
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Ahead of the test's own transaction, which begins with its fixtures."""
    CAST.make_ready(item)


@pytest.fixture(autouse=True)
def nobody_asked_before() -> None:
    """A process counts its callers in its own memory, which no test's end takes back."""
    caches["callers"].clear()


@pytest.fixture
def now() -> datetime:
    """Tuesday 24 November 2026, ten in the morning in Shanghai."""
    return whom.NOW


@CAST.told_once
def north(db: None) -> Team:
    """Cy's tree: North, with Bo's team North-1 below it."""
    return whom.team(name="North")


@CAST.told_once
def north_1(north: Team) -> Team:
    return whom.team(name="North-1", parent=north)


@CAST.told_once
def cy(north: Team) -> User:
    """Manages North, above Bo."""
    user = whom.user(name="cy", role=Role.MANAGER, team=north)
    north.manager = user
    north.save(update_fields=["manager"])
    return user


@CAST.told_once
def bo(north_1: Team, cy: User) -> User:
    """Manages North-1: Ada's manager."""
    user = whom.user(name="bo", role=Role.MANAGER, team=north_1)
    north_1.manager = user
    north_1.save(update_fields=["manager"])
    return user


@CAST.told_once
def ada(north_1: Team, bo: User) -> User:
    """Sells in North-1 and owns the deal."""
    return whom.user(name="ada", role=Role.SALES, team=north_1)


@CAST.told_once
def pre(north_1: Team) -> User:
    """Pre-sales engineer."""
    return whom.user(name="pre", role=Role.PRESALES, team=north_1)


@CAST.told_once
def customer(ada: User) -> Customer:
    return whom.customer(name="澄湖在线教育科技（杭州）有限公司", short_name="澄湖在线教育", owner=ada)


@CAST.told_once
def deal(customer: Customer, ada: User, pre: User) -> Deal:
    """Ada's deal; the pre-sales engineer is on it."""
    made = whom.deal(customer=customer, owner=ada)
    whom.member(deal=made, user=pre)
    return made


@CAST.told_once
def adm(db: None) -> User:
    return whom.user(name="adm", role=Role.ADMIN)


@CAST.told_once
def price_book(adm: User) -> PriceBookVersion:
    return offered.price_book(by=adm)


@CAST.told_once
def policy(adm: User) -> Policy:
    return offered.policy(by=adm)


@CAST.told_once
def version(deal: Deal, price_book: PriceBookVersion, policy: Policy, ada: User) -> QuoteVersion:
    """V1, a draft of 839,600.00 tax included, nothing discounted."""
    return offered.draft(deal=deal, price_book=price_book, by=ada)


@CAST.told_once
def quote(version: QuoteVersion) -> Quote:
    return version.quote


@CAST.told_once
def contact(customer: Customer) -> Contact:
    return whom.contact(customer=customer, name="周昀", title="采购总监", seat=SeatKind.PROCUREMENT)


@CAST.told_once
def south_1(db: None) -> Team:
    return whom.team(name="South-1")


@CAST.told_once
def dee(south_1: Team) -> User:
    """Sells in another team and may not know that Ada's deal exists."""
    return whom.user(name="dee", role=Role.SALES, team=south_1)


@CAST.told_once
def fay(db: None) -> User:
    return whom.user(name="fay", role=Role.FINANCE)


@CAST.told_once
def lin(db: None) -> User:
    return whom.user(name="lin", role=Role.LEGAL)


@CAST.told_once
def dov(db: None) -> User:
    """Delivers what was sold."""
    return whom.user(name="dov", role=Role.DELIVERY)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser of somebody who logged in earlier: it brings the cookie of a session that is there."""

    def log_in(user: User) -> Client:
        (backend,) = conf.settings.AUTHENTICATION_BACKENDS
        told = {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: backend, HASH_SESSION_KEY: user.get_session_auth_hash()}
        session, key = SessionStore(), get_random_string(32)
        Session.objects.create(
            session_key=key, session_data=session.encode(told), expire_date=session.get_expiry_date()
        )
        client = Client()
        client.cookies[conf.settings.SESSION_COOKIE_NAME] = key
        return client

    return log_in
