"""How a deal is paid: what is on the table beside other ways, the months in money, and what being late costs."""

from contracts.queries.payment.ground import PaymentGround, payment_ground
from contracts.queries.payment.ways import PaymentScreen, payment_screen

__all__ = ["PaymentGround", "PaymentScreen", "payment_ground", "payment_screen"]
