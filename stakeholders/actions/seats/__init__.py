"""The decision map of a deal: seats, evidence on them, lines between them, who of us knows whom, and the picture.

What is thought of a person, their support and their worries above all, never enters the journal.
"""

from stakeholders.actions.seats.evidence import add_evidence, remove_evidence
from stakeholders.actions.seats.lines import draw_line, remove_line
from stakeholders.actions.seats.picture import place_seat
from stakeholders.actions.seats.relations import relate, unrelate
from stakeholders.actions.seats.seat import add_seat, change_seat, remove_seat

__all__ = [
    "add_evidence",
    "add_seat",
    "change_seat",
    "draw_line",
    "place_seat",
    "relate",
    "remove_evidence",
    "remove_line",
    "remove_seat",
    "unrelate",
]
