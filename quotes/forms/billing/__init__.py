"""What is asked of the billing forms, and a tariff as it is typed."""

from quotes.forms.billing.asked import AskedForm
from quotes.forms.billing.tariff import TariffForm

__all__ = ["AskedForm", "TariffForm"]
