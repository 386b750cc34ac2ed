"""How a deal is paid, asked by a browser."""

from contracts.views.payment.law import (
    declaration,
    declaration_new,
    declaration_paper,
    payment_law,
    prime_rate_new,
    prime_rates,
)
from contracts.views.payment.received import (
    instalment,
    instalment_drop,
    instalment_new,
    instalments_plan,
    payment_received,
    receipt_new,
    receipt_withdraw,
)
from contracts.views.payment.taxed import payment_vat, supplement_drop, supplement_new
from contracts.views.payment.ways import payment

__all__ = [
    "declaration",
    "declaration_new",
    "declaration_paper",
    "instalment",
    "instalment_drop",
    "instalment_new",
    "instalments_plan",
    "payment",
    "payment_law",
    "payment_received",
    "payment_vat",
    "prime_rate_new",
    "prime_rates",
    "receipt_new",
    "receipt_withdraw",
    "supplement_drop",
    "supplement_new",
]
