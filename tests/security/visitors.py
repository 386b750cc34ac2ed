"""Asks any route as anybody, with the world as it was afterwards."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.http.request import HttpHeaders
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.deep import DEPTH
from tests.security.answers import Answer, Answers, written
from tests.security.world import World

ANONYMOUS = "anonymous"
HTMX = {"HX-Request": "true"}
REFUSED = {302, 401, 403, 404, 405}


@dataclass(frozen=True)
class Route:
    """One address of the URLconf: its name, what it takes, and the view behind it."""

    name: str
    takes: tuple[str, ...]
    view: Any

    @property
    def act(self) -> Any:
        return getattr(self.view, "guarded_act", None)


def routes() -> list[Route]:
    found: list[Route] = []

    def below(resolver: URLResolver, spaces: tuple[str, ...]) -> None:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLPattern):
                name = ":".join([*spaces, pattern.name or str(pattern.pattern)])
                found.append(Route(name, tuple(pattern.pattern.converters), pattern.callback))
            else:
                below(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)

    below(get_resolver(), ())
    return found


ANSWERS: dict[str, Answers] = {}


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# Who listens to the headers that are asked for.
LISTENERS: list[set[str]] = []
ask = HttpHeaders.__getitem__


def asked(headers: HttpHeaders, name: str) -> Any:
    for names in LISTENERS:
        names.add(name)
    return ask(headers, name)


# Once and for good: a class that was patched a thousand times gets no new version from Python 3.13, which then goes on
# calling what it remembers of it.
HttpHeaders.__getitem__ = asked  # type: ignore[method-assign]


@contextmanager
def heard() -> Iterator[set[str]]:
    """The headers that anybody asks a request for."""
    names: set[str] = set()
    LISTENERS.append(names)
    try:
        yield names
    finally:
        LISTENERS.remove(names)


class Visitors:
    """Everybody, already logged in."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clients = {ANONYMOUS: Client(raise_request_exception=False)}
        for column, person in world.people.items():
            self.clients[column] = Client(raise_request_exception=False)
            self.clients[column].force_login(person)

    def url(self, route: Route, **instead: int | str) -> str:
        if unknown := set(route.takes) - self.world.ids.keys():
            raise KeyError(f"{route.name} takes {sorted(unknown)}: teach tests/security/world.py one of these")
        return reverse(route.name, kwargs={name: self.world.ids[name] for name in route.takes} | instead)

    def ask(self, who: str, method: str, url: str, data: Any = None, **options: Any) -> HttpResponse:
        """The answer; whatever was written for it is undone."""
        with undone():
            return self.send(who, method, url, data, **options)

    def post(self, who: str, url: str, data: Mapping[str, list[str]], **headers: str) -> HttpResponse:
        """As a browser encodes a form: any text at all, in UTF-8. What was written stays."""
        body = urlencode(data, doseq=True, errors="surrogatepass")
        return self.send(who, "POST", url, body, content_type="application/x-www-form-urlencoded", headers=headers)

    def send(self, who: str, method: str, url: str, data: Any = None, **options: Any) -> HttpResponse:
        client = self.clients[who]
        cookies = copy(client.cookies)
        answer = getattr(client, method.lower())(url, data, **options)
        if answer.streaming:  # written in this transaction, read by whoever asked
            answer.streaming_content = [answer.getvalue()]
        client.cookies = cookies
        return answer  # type: ignore[no-any-return]

    def answers(self, route: Route) -> Answers:
        """What everybody gets there: asked once a process, for every world that is built in it is the same.

        Where nothing on the way to a page asks for a header of htmx, what it would answer to one is that page. HEAD is
        asked too, by one person of each answer: what differs between people has been asked by then. A refusal comes
        from the guard, to which both are the same, and is asked for with HEAD at length.
        """
        if route.name not in ANSWERS:
            ANSWERS[route.name] = self._everybody(self.url(route))
        return ANSWERS[route.name]

    def _everybody(self, url: str) -> Answers:
        before, pages, parts = written(), {}, {}
        for who in self.clients:
            with heard() as names:
                pages[who] = parts[who] = Answer.of(self.ask(who, "GET", url))
            if DEPTH.whole or any(name.lower().startswith("hx-") for name in names):
                parts[who] = Answer.of(self.ask(who, "GET", url, headers=HTMX))
        for status, who in {page.status: who for who, page in pages.items()}.items():
            if DEPTH.whole or status not in REFUSED:
                self.ask(who, "HEAD", url)
        return Answers(pages, parts, frozenset(table for table, rows in written().items() if rows != before[table]))
