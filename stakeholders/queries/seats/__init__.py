"""Reading a decision map: as a whole with what it says to do, one person on it, and the short list of the overview."""

from stakeholders.queries.seats.mapped import Mapped, mapped, red_count
from stakeholders.queries.seats.person import SeatScreen, seat_screen
from stakeholders.queries.seats.rows import (
    SeatRow,
    colleagues_for,
    colleagues_here,
    contacts_to_seat,
    others_on_the_map,
    relation_with,
    seat_rows,
)
from stakeholders.queries.seats.screen import MapScreen, map_picture, map_screen

__all__ = [
    "MapScreen",
    "Mapped",
    "SeatRow",
    "SeatScreen",
    "colleagues_for",
    "colleagues_here",
    "contacts_to_seat",
    "map_picture",
    "map_screen",
    "mapped",
    "others_on_the_map",
    "red_count",
    "relation_with",
    "seat_rows",
    "seat_screen",
]
