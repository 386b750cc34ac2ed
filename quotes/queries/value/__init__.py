"""What our quality is worth in a deal: for its screen, and for documents."""

from quotes.queries.value.beside import taken_from
from quotes.queries.value.case import CostLine, Figure, Return, ValueCase, ValueLine, left_out, value_for_document
from quotes.queries.value.known import (
    Claims,
    LeftOut,
    acknowledged_in,
    claims_for_document,
    editions_told,
    figures_told_by,
)
from quotes.queries.value.one import (
    basis_of,
    choice_screen,
    chosen_edition,
    driver_screen,
    may_reckon,
    newer_than,
    seats_of,
)
from quotes.queries.value.screen import value_screen
from quotes.queries.value.unsaid import without_value

__all__ = [
    "Claims",
    "CostLine",
    "Figure",
    "LeftOut",
    "Return",
    "ValueCase",
    "ValueLine",
    "acknowledged_in",
    "basis_of",
    "choice_screen",
    "chosen_edition",
    "claims_for_document",
    "driver_screen",
    "editions_told",
    "figures_told_by",
    "left_out",
    "may_reckon",
    "newer_than",
    "seats_of",
    "taken_from",
    "value_for_document",
    "value_screen",
    "without_value",
]
