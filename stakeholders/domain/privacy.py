"""How long an assessment of a named person is kept: while the deal is pursued, and a stated time after it closed.

The Personal Information Protection Law of the PRC asks for a stated purpose (art. 6), a legal basis (art. 13), the
shortest time that serves the purpose (art. 19), and erasure when it has passed (art. 47). None of them is a number:
how long is the company's own decision, entered with its source, and nothing is assumed until it is.
"""

from datetime import date

from dealdesk.kernel.periods import add_months

# A retention longer than this is not the shortest time that serves anything; a typing error more likely.
LONGEST = 120


def due_on(closed_on: date, months: int) -> date:
    """The first day on which assessments of a deal that closed then are no longer kept.

    The same day so many months later, or that month's last day where it is shorter.
    """
    return add_months(closed_on, months)


def is_due(closed_on: date, months: int, today: date) -> bool:
    """From that day on, the day itself included."""
    return due_on(closed_on, months) <= today


def mark(contact: int) -> str:
    """What stands in the place of an erased person's name, wherever the record itself has to stay."""
    return f"#{contact}"
