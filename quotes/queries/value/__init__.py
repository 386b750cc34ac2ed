"""What our quality is worth in a deal: for its screen, and for documents."""

from quotes.queries.value.case import CostLine, Figure, Return, ValueCase, ValueLine, value_for_document
from quotes.queries.value.known import Claims, LeftOut, claims_for_document, figures_told_by

__all__ = [
    "Claims",
    "CostLine",
    "Figure",
    "LeftOut",
    "Return",
    "ValueCase",
    "ValueLine",
    "claims_for_document",
    "figures_told_by",
    "value_for_document",
]
