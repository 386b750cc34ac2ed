"""What the bank's contract says of liability, and what it promises of how it feels."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from contracts.actions.experience import add_promise
from contracts.actions.liability import note_liability
from contracts.domain.liability.damages import Loss
from contracts.domain.liability.exposure import Line, Terms
from contracts.domain.liability.words import Basis, Bucket, Harm
from contracts.domain.sla.experience import Denominator, Metric, Platform, Promise
from dealdesk.management.demo.people import read
from stakeholders.models import Deal, User

type Cast = dict[str, User]


def note(cast: Cast, at: datetime) -> None:
    told = read("liability")
    say(Deal.objects.get(name=told["deal"], is_demo=True), told, cast, at)


def say(deal: Deal, told: dict[str, Any], cast: Cast, at: datetime) -> None:
    """The next edition of the terms, and each promise, by whoever is named."""
    last = deal.liability_terms.first()
    note_liability(deal=deal, terms=_terms(told), edition=last.edition if last else None, by=cast[told["by"]], at=at)
    for promise in told.get("promises", ()):
        add_promise(deal=deal, promise=_promise(promise), source=promise["source"], by=cast[told["by"]], at=at)


def _terms(told: dict[str, Any]) -> Terms:
    named = ("increased_amount", "damages_cap", "delay_loss")
    amounts: dict[str, Any] = {name: Decimal(told[name]) for name in named if name in told}
    return Terms(
        basis=Basis(told["basis"]),
        one_sided=told["one_sided"],
        excluded=frozenset(map(Loss, told["excluded"])),
        delay_source=told.get("delay_source", ""),
        lines=tuple(
            Line(
                harm=Harm(line["harm"]),
                bucket=Bucket(line["bucket"]),
                loss=Decimal(line["loss"]) if "loss" in line else None,
                source=line.get("source", ""),
            )
            for line in told["lines"]
        ),
        **amounts,
    )


def _promise(told: dict[str, Any]) -> Promise:
    return Promise(
        metric=Metric(told["metric"]),
        value=Decimal(told["value"]),
        pause=told.get("pause"),
        platform=Platform(told["platform"]) if "platform" in told else None,
        denominator=Denominator(told["denominator"]) if "denominator" in told else None,
        percentile=told.get("percentile"),
    )
