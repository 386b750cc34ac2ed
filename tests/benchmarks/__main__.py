"""Loads, serves, measures and prints: `python -m tests.benchmarks`, with smaller sizes for a quick look.

`python -m tests.benchmarks pricing` measures the price engine alone, without a desk, `… usage` reads a customer's year
of readings, and `… billing` prices it under every form; `… paper` sets proposals beside other engines; `… editor` is a
long draft while it is worked on, and `… composer` a round while it is typed, without servers.
"""

import argparse
import os
import sys

import django

from tests.benchmarks import billing, pricing, servers


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="The desk beside a bare Django view."
    )
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--lines", type=int, default=500_000)
    parser.add_argument("--customers", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=100, help="a cell, one client")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3, help="with all clients, of 25 requests each")
    return parser.parse_args()


def in_process(name: str, words: list[str]) -> int:
    """Without servers: the draft in the editor, or the round in the composer."""
    with servers.database() as (url, database):
        servers.manage(url, "migrate", "--verbosity=0")
        os.environ.update(servers.environment(url), DJANGO_SETTINGS_MODULE="dealdesk.settings")
        django.setup()
        from tests.benchmarks import composer, editor

        return {"composer": composer.run, "editor": editor.run}[name](database, words)


def usage() -> int:
    """Forms are asked, and no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealdesk.settings")
    django.setup()
    from tests.benchmarks.usage import main

    return main()


def paper(words: list[str]) -> int:
    """Templates and the press, and no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealdesk.settings")
    django.setup()
    from tests.benchmarks.paper import main

    return main(words)


def main() -> int:
    if sys.argv[1:] == ["usage"]:
        return usage()
    if sys.argv[1:] == ["pricing"]:
        return pricing.main()
    if sys.argv[1:] == ["billing"]:
        return billing.main()
    if sys.argv[1:2] == ["paper"]:
        return paper(sys.argv[2:])
    if sys.argv[1:2] in (["editor"], ["composer"]):
        return in_process(sys.argv[1], sys.argv[2:])
    wanted = arguments()
    with servers.database() as (url, database):
        servers.manage(url, "migrate", "--verbosity=0")
        sizes = [f"--{name}={getattr(wanted, name)}" for name in ("quotes", "lines", "customers")]
        servers.manage(url, "load_benchmark", *sizes)
        with servers.serving(servers.DESK, url) as desk, servers.serving(servers.BARE, url) as bare:
            os.environ.update(servers.environment(url), DJANGO_SETTINGS_MODULE="dealdesk.settings")
            django.setup()
            from tests.benchmarks.run import run

            return run(wanted, {"desk": desk, "bare": bare}, database)


if __name__ == "__main__":
    sys.exit(main())
