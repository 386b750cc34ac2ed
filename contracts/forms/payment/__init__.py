"""What people type of how a deal is paid."""

from contracts.forms.payment.declared import DeclarationForm, PrimeRateForm
from contracts.forms.payment.received import InstalmentForm, PlanForm, ReceiptForm, WithdrawForm
from contracts.forms.payment.taxed import SupplementForm, TheirsForm
from contracts.forms.payment.ways import A_MONTH_LATE, AskedForm, SchemeForm, chips

__all__ = [
    "A_MONTH_LATE",
    "AskedForm",
    "DeclarationForm",
    "InstalmentForm",
    "PlanForm",
    "PrimeRateForm",
    "ReceiptForm",
    "SchemeForm",
    "SupplementForm",
    "TheirsForm",
    "WithdrawForm",
    "chips",
]
