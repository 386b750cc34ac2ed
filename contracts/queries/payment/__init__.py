"""How a deal is paid: what is on the table beside other ways, the months in money, and what being late costs."""

from contracts.queries.payment.ground import PaymentGround, payment_ground
from contracts.queries.payment.lawful import PaymentLawScreen, payment_law_screen, prime_rows
from contracts.queries.payment.received import Owed, OwedRow, ReceivedScreen, owed_on, received_screen
from contracts.queries.payment.taxed import VatScreen, vat_screen
from contracts.queries.payment.ways import PaymentScreen, payment_screen

__all__ = [
    "Owed",
    "OwedRow",
    "PaymentGround",
    "PaymentLawScreen",
    "PaymentScreen",
    "ReceivedScreen",
    "VatScreen",
    "owed_on",
    "payment_ground",
    "payment_law_screen",
    "payment_screen",
    "prime_rows",
    "received_screen",
    "vat_screen",
]
