"""Who asks: one kept-open connection a client, to the desk with a session, to the bare view without."""

import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from itertools import count
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    body: str
    seconds: float
    statements: int
    location: str = ""

    @property
    def failed(self) -> bool:
        return self.status >= 400


@dataclass
class Client:
    """A browser as far as a measurement needs one: cookies, the CSRF token, one connection."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, values: dict[str, str] | list[tuple[str, str]], *, part: bool = False) -> Answer:
        headers = FORM | {"X-CSRFToken": self.cookies.get("csrftoken", "")} | ({"HX-Request": "true"} if part else {})
        return self._ask("POST", path, urlencode(values), headers)

    def log_in(self, email: str, password: str) -> None:
        self.get("/accounts/login/")
        answer = self.post("/accounts/login/", {"login": email, "password": password})
        if answer.status != 302:
            raise RuntimeError(f"{email} could not log in: {answer.status}")

    def _ask(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> Answer:
        connection = self.connection = self.connection or HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        began = time.perf_counter()
        connection.request(method, path, body, {"Cookie": cookies, **(headers or {})})
        response = connection.getresponse()
        text = response.read().decode()
        took = time.perf_counter() - began
        self._keep(response)
        return Answer(
            status=response.status,
            body=text,
            seconds=took,
            statements=int(response.headers.get("X-Statements") or 0),
            location=response.headers.get("Location") or "",
        )

    def _keep(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What is asked about: the same rows for both sides."""

    term: str
    deep: tuple[str, str]
    cursor: str
    versions: tuple[int, ...]
    drafts: tuple[tuple[int, int], ...]
    deals: tuple[int, ...]
    items: tuple[tuple[int, int], ...]
    price_book: int
    until: str


class Desk:
    """The desk as its screens are used."""

    name = "desk"

    def __init__(self, port: int, sample: Sample, email: str, password: str, number: int) -> None:
        self.client = Client(port)
        self.client.log_in(email, password)
        self.sample = sample
        self.editions: dict[int, str] = {}
        self.steps = count(number * 7)

    def list(self) -> Answer:
        return self.client.get("/quotes/")

    def deep(self) -> Answer:
        return self.client.get(f"/quotes/?{urlencode({'after': self.sample.cursor})}")

    def search(self) -> Answer:
        return self.client.get(f"/quotes/?{urlencode({'q': self.sample.term})}")

    def open(self) -> Answer:
        return self.client.get(f"/versions/{self._next(self.sample.versions)}/")

    def discount(self) -> Answer:
        step = next(self.steps)
        version, line = self.sample.drafts[step % len(self.sample.drafts)]
        if version not in self.editions:
            self.editions[version] = edition(self.client.get(f"/versions/{version}/").body)
        values = {"edition": self.editions[version], f"line-{line}-discount": f"{step % 30 + 1}.5"}
        answer = self.client.post(f"/versions/{version}/lines/", values, part=True)
        self.editions[version] = edition(answer.body) or self.editions[version]
        return answer

    def create(self) -> Answer:
        sample = self.sample
        values = {
            "title": "压测",
            "price_book": str(sample.price_book),
            "tax_included": "True",
            "rounding_scope": "line",
            "rounding_mode": "half_up",
            "payment_plan": "quarterly_prepaid",
            "prepay_percent": "0",
            "credit_days": "0",
            "term_months": "12",
            "free_months": "0",
            "valid_until": sample.until,
        } | {f"quantity-{item}": "100" for item, _ in sample.items}
        return self.client.post(f"/deals/{self._next(sample.deals)}/quotes/new/", values)

    def _next(self, of: tuple[int, ...]) -> int:
        return of[next(self.steps) % len(of)]


class Bare:
    """The bare view, asked for the same."""

    name = "bare"

    def __init__(self, port: int, sample: Sample, email: str, password: str, number: int) -> None:
        self.client = Client(port)
        self.sample = sample
        self.steps = count(number * 7)

    def list(self) -> Answer:
        return self.client.get("/list/")

    def deep(self) -> Answer:
        at, pk = self.sample.deep
        return self.client.get(f"/list/?{urlencode({'at': at, 'id': pk})}")

    def search(self) -> Answer:
        return self.client.get(f"/list/?{urlencode({'q': self.sample.term})}")

    def open(self) -> Answer:
        return self.client.get(f"/open/{self._next(self.sample.versions)}/")

    def discount(self) -> Answer:
        step = next(self.steps)
        version, line = self.sample.drafts[step % len(self.sample.drafts)]
        return self.client.post(f"/discount/{version}/", {"line": str(line), "discount": f"{step % 30 + 1}.5"})

    def create(self) -> Answer:
        values = [("product", str(product)) for _, product in self.sample.items]
        values += [("quantity", "100") for _ in self.sample.items]
        return self.client.post(f"/create/{self._next(self.sample.deals)}/", values)

    def _next(self, of: tuple[int, ...]) -> int:
        return of[next(self.steps) % len(of)]


def edition(page: str) -> str:
    found = re.search(r'name="edition"[^>]*value="(\d+)"', page)
    return found[1] if found else ""
