"""`make bench`: a desk of 100,000 quotes beside a bare Django view on the same rows, in one run."""

import argparse
import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import psycopg

from dealdesk.embedded.cluster import Cluster
from dealdesk.embedded.family import child_of
from dealdesk.embedded.places import Place
from tests.benchmarks.clients import Bare, Desk, Sample
from tests.benchmarks.measuring import measure, report

PASSWORD = "only for measuring"
PORTS = {"desk": 8731, "bare": 8732}


def main() -> None:
    wanted = arguments()
    with ExitStack() as stack:
        url = stack.enter_context(database())
        environment = os.environ | {"DATABASE_URL": url, "DEALDESK_SECRET_KEY": "measure " * 8, "DEALDESK_POOL": "4"}
        size = {"quotes": wanted.quotes, "lines": wanted.quotes * 5, "customers": max(wanted.quotes // 10, 100)}
        manage(environment, "migrate", "-v0")
        manage(environment, "createcachetable")
        manage(environment, "load_benchmark", *(f"--{n}={v}" for n, v in size.items()), f"--password={PASSWORD}")
        with psycopg.connect(url) as connection:
            sample, email = chosen(connection, wanted.quotes)
        serve(stack, environment, "desk", "dealdesk.wsgi:application", "tests.benchmarks.settings")
        serve(stack, environment, "bare", "tests.benchmarks.bare:application", "")
        sides = {
            "bare": lambda number: Bare(PORTS["bare"], sample, email, PASSWORD, number),
            "desk": lambda number: Desk(PORTS["desk"], sample, email, PASSWORD, number),
        }
        print(f"{size['quotes']:,} quotes, {size['lines']:,} lines, {size['customers']:,} customers")
        for clients, each in ((1, wanted.requests), (8, max(wanted.requests // 4, 2))):
            print(report(measure(sides, clients, wanted.rounds, each), clients), flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=40, help="a round, for one client")
    return parser.parse_args()


@contextmanager
def database() -> Iterator[str]:
    """A cluster of its own that writes as carefully as a real one, and is gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="dealdesk-bench-"))
    home.chmod(0o711)
    cluster = Cluster(Place.at(home))
    try:
        cluster.start()
        cluster.wait()
        yield cluster.url
    finally:
        cluster.stop()
        shutil.rmtree(home, ignore_errors=True)


def manage(environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], env=environment, check=True)


def serve(stack: ExitStack, environment: dict[str, str], name: str, application: str, settings: str) -> None:
    """Two gthread workers of four threads for either side."""
    extra = {"DJANGO_SETTINGS_MODULE": settings} if settings else {}
    words = [
        "-k",
        "gthread",
        "-w",
        "2",
        "--threads",
        "4",
        "--keep-alive",
        "900",
        "-b",
        f"127.0.0.1:{PORTS[name]}",
        "--log-level",
        "error",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *words, application],
        env=environment | extra,
        preexec_fn=child_of(os.getpid(), signal.SIGTERM),
    )
    stack.callback(process.wait)
    stack.callback(process.terminate)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        probe = HTTPConnection("127.0.0.1", PORTS[name], timeout=2)
        try:
            probe.request("GET", "/")
            probe.getresponse()
            return
        except OSError:
            time.sleep(0.2)
        finally:
            probe.close()
    raise RuntimeError(f"{name} did not answer")


def chosen(connection: psycopg.Connection[tuple[object, ...]], quotes: int) -> tuple[Sample, str]:
    """The rows both sides are asked about, as the director sees them: everything."""

    def rows(query: str, *values: object) -> list[tuple[object, ...]]:
        return connection.execute(query, values).fetchall()

    at, pk = rows(
        "SELECT updated_at, id FROM quotes_quote ORDER BY updated_at DESC, id DESC OFFSET %s LIMIT 1", quotes // 2
    )[0]
    long = "(SELECT count(*) FROM quotes_quoteline l WHERE l.version_id = v.id) = 20"
    versions = rows(f"SELECT v.id FROM quotes_quoteversion v WHERE {long} ORDER BY v.id DESC LIMIT 40")
    drafts = rows(
        "SELECT v.id, (SELECT min(l.id) FROM quotes_quoteline l WHERE l.version_id = v.id) FROM quotes_quoteversion v "
        f"WHERE v.state = 'draft' AND {long} ORDER BY v.id DESC LIMIT 40"
    )
    deals = rows("SELECT id FROM stakeholders_deal WHERE stage NOT IN ('signed', 'lost') ORDER BY id DESC LIMIT 40")
    book = rows("SELECT min(version_id) FROM quotes_priceitem")[0][0]
    items = rows("SELECT id, product_id FROM quotes_priceitem WHERE version_id = %s ORDER BY id LIMIT 20", book)
    name = str(rows("SELECT search_text FROM stakeholders_customer ORDER BY id LIMIT 1")[0][0])
    email = str(rows("SELECT email FROM stakeholders_user WHERE role = 'manager' ORDER BY id LIMIT 1")[0][0])
    sample = Sample(
        term=name[2:4],
        deep=(at.isoformat(), str(pk)),  # type: ignore[attr-defined]
        cursor=base64.urlsafe_b64encode(json.dumps([str(at), pk]).encode()).decode().rstrip("="),
        versions=tuple(int(str(row[0])) for row in versions),
        drafts=tuple((int(str(row[0])), int(str(row[1]))) for row in drafts),
        deals=tuple(int(str(row[0])) for row in deals),
        items=tuple((int(str(row[0])), int(str(row[1]))) for row in items),
        price_book=int(str(book)),
        until=str(rows("SELECT current_date + 30")[0][0]),
    )
    return sample, email


if __name__ == "__main__":
    main()
