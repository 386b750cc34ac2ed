"""HTTP as a browser speaks it to a server that it stays connected to, with a stop-watch."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import urlencode

# A server lets go of a connection that nobody uses; like a browser, a client does not wait for that.
IDLE = 2.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Request:
    path: str
    form: Mapping[str, str | list[str]] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    milliseconds: float
    headers: Mapping[str, str]

    @property
    def went_well(self) -> bool:
        return self.status in {200, 303}


class Wire:
    """One client's connection to one server."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self.port = port
        self.headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.used = perf_counter()

    def ask(self, request: Request) -> Answer:
        body = None if request.form is None else urlencode(request.form, doseq=True)
        headers = {**self.headers, **request.headers, **(FORM if body is not None else {})}
        begun = perf_counter()
        if begun - self.used > IDLE:
            self.connection.close()
        try:
            self.connection.request("GET" if body is None else "POST", request.path, body, headers)
            response = self.connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException) as fault:
            self.connection.close()
            return Answer(0, str(fault), 0.0, {})
        self.used = perf_counter()
        spent = (self.used - begun) * 1000
        return Answer(response.status, text.decode(), spent, {k.lower(): v for k, v in response.getheaders()})
