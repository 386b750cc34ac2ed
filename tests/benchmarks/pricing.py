"""How fast offers are priced and priced again, and how that grows: `python -m tests.benchmarks pricing`.

Time is the processor's, on one core, the best of several turns; the machine's other work does not count.
"""

import gc
from collections.abc import Callable
from decimal import Decimal
from random import Random
from time import process_time

from quotes.domain.content import canonical, content_hash, from_canonical
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import OfferTerms, RoundingPolicy, RoundingScope
from tests.quotes.domain.chance import chance_full_offer, chance_line, chance_offer
from tests.quotes.domain.offers import offer

LENGTHS = (10, 100, 1_000)
TURNS = 7
VERSIONS = 10_000
# A line of the longest offer may cost at most so many times a line of the shortest.
MOST_GROWTH = 1.5
DOCUMENT = RoundingPolicy(scope=RoundingScope.DOCUMENT)

SHAPES: dict[str, Callable[[int], OfferTerms]] = {
    "itemised, by line": lambda length: of_length(length),
    "itemised, on the totals": lambda length: of_length(length, rounding=DOCUMENT),
    "bundle, by line": lambda length: of_length(length, bundle_price=Decimal(900_000)),
}


def of_length(lines: int, **values: object) -> OfferTerms:
    random = Random(lines)
    return offer(*(chance_line(random, position) for position in range(1, lines + 1)), **values)


def seconds(work: Callable[[], object]) -> float:
    """Of the processor, for one turn; the best of several."""
    best = float("inf")
    for _ in range(TURNS):
        gc.collect()
        begun = process_time()
        work()
        best = min(best, process_time() - begun)
    return best


def each_line(shape: Callable[[int], OfferTerms], length: int) -> float:
    """Seconds a line; short offers are priced many times in one turn."""
    terms, times = shape(length), max(1, LENGTHS[-1] // length)

    def work() -> None:
        for _ in range(times):
            price(terms)

    return seconds(work) / (times * length)


def growth() -> list[str]:
    rows = [
        "| pricing | " + " | ".join(f"{length:,} lines, µs a line" for length in LENGTHS) + " | lines/s | growth |",
        "|---|" + "---|" * (len(LENGTHS) + 2),
    ]
    for name, shape in SHAPES.items():
        found = [each_line(shape, length) for length in LENGTHS]
        figures = " | ".join(f"{each * 1e6:.1f}" for each in found)
        rows.append(f"| {name} | {figures} | **{1 / found[-1]:,.0f}** | {found[-1] / found[0]:.2f} |")
    return rows


def again() -> list[str]:
    """Frozen versions from their canonical content: read, priced, and their hash made anew."""
    random = Random(0)
    stored = [
        canonical(chance_full_offer(random) if number % 4 == 0 else chance_offer(random)) for number in range(VERSIONS)
    ]
    lines = sum(len(content["lines"]) for content in stored)
    read = seconds_once(lambda: [from_canonical(content) for content in stored])
    terms = [from_canonical(content) for content in stored]
    priced = seconds_once(lambda: [price(one) for one in terms])
    hashed = seconds_once(lambda: [content_hash(one) for one in terms])
    return [
        f"| {VERSIONS:,} versions again, {lines:,} lines | seconds | versions/s | lines/s |",
        "|---|---|---|---|",
        *(
            f"| {name} | {taken:.2f} | {VERSIONS / taken:,.0f} | {lines / taken:,.0f} |"
            for name, taken in (
                ("read from their content", read),
                ("priced", priced),
                ("hashed", hashed),
                ("all three", read + priced + hashed),
            )
        ),
    ]


def seconds_once(work: Callable[[], object]) -> float:
    gc.collect()
    begun = process_time()
    work()
    return process_time() - begun


def main() -> int:
    print("\n".join([*growth(), "", *again()]))
    steepest = max(each_line(shape, LENGTHS[-1]) / each_line(shape, LENGTHS[0]) for shape in SHAPES.values())
    if steepest > MOST_GROWTH:
        print(f"\nPricing grows faster than its lines: {steepest:.2f} times as much a line at {LENGTHS[-1]:,}.")
        return 1
    return 0
