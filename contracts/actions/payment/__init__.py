"""How a deal is paid: the prime rate, the declaration of our size, the instalments and what came in."""

from contracts.actions.payment.declared import (
    add_prime_rate,
    erase_declarations_of,
    forget_declarations_in,
    keep_declaration,
    take_declaration,
)
from contracts.actions.payment.instalments import (
    add_instalment,
    change_instalment,
    drop_instalment,
    plan_instalments,
)
from contracts.actions.payment.receipts import note_receipt, withdraw_receipt
from contracts.actions.payment.supplements import add_supplement, drop_supplement

__all__ = [
    "add_instalment",
    "add_prime_rate",
    "add_supplement",
    "change_instalment",
    "drop_instalment",
    "drop_supplement",
    "erase_declarations_of",
    "forget_declarations_in",
    "keep_declaration",
    "note_receipt",
    "plan_instalments",
    "take_declaration",
    "withdraw_receipt",
]
