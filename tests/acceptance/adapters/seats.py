"""Decision maps: whose opinion counts, how far we have come with whom, and how strong a contact is."""

import json
import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from stakeholders.domain.seats.figures import rag_of, status_of
from stakeholders.domain.seats.influence import consensus, converges, influence
from stakeholders.domain.seats.strength import THREAD, is_idle, is_thread, score
from tests.acceptance.adapters.registry import Inputs, adapts

OWN = Path(__file__).parents[1] / "cases"


def published() -> list[Any]:
    """What is being run, and what we know ourselves."""
    files = [*Path(os.environ.get("DEALDESK_CASES", OWN)).glob("*.json"), OWN / "decision_map.json"]
    return [case for file in files for case in json.loads(file.read_text("utf-8"), parse_float=Decimal)]


def matrix(told: Any) -> list[list[Fraction]]:
    """A matrix, or the id of the published case that has it."""
    if isinstance(told, str):
        told = next(case["inputs"]["T"] for case in published() if case["id"] == told)
    return [[Fraction(each) for each in row] for row in told]


@adapts("degroot_influence")
def degroot_influence(given: Inputs) -> dict[str, Any]:
    trust = matrix(given["T"])
    if not converges(trust):
        return {"s": None, "converges": False}
    return {"s": [str(share) for share in influence(trust)], "converges": True}


@adapts("degroot_consensus", rounded=True)
def degroot_consensus(given: Inputs) -> dict[str, Any]:
    trust = matrix(given["T"])
    if not converges(trust):
        return {"limit": None, "converges": False}
    limit = consensus(trust, [Fraction(opinion) for opinion in given["b0"]])
    return {"limit": Decimal(limit.numerator) / limit.denominator, "converges": True}


@adapts("relmap_status")
def relmap_status(given: Inputs) -> dict[str, Any]:
    return {
        "status": status_of(
            contacts=given["contacts"],
            key_players=given["key_players"],
            supportive=given["supportive_key_players"],
        )
    }


@adapts("relmap_rag")
def relmap_rag(given: Inputs) -> dict[str, Any]:
    light = rag_of(supportive=given["supportive_key_players"], deciding=given["of_them_decision_maker_or_approver"])
    return {"rag": light.value}


@adapts("relationship_strength")
def relationship_strength(given: Inputs) -> dict[str, Any]:
    weights = [Fraction(weight) for weight in given["weights"].values()]
    points = score([Fraction(part) for part in given["subscores_0_1"]], weights)
    return {
        "score": Decimal(points.numerator) / points.denominator,
        "counts_as_thread": is_thread(points),
        "threshold": THREAD,
    }


@adapts("champion_idle")
def champion_idle(given: Inputs) -> dict[str, Any]:
    return {"alert": is_idle(given["days_since_contact"])}
