"""What is typed about counting: how a price is counted, and what a customer uses in a month."""

from quotes.forms.metering.meter import MeterForm
from quotes.forms.metering.usage import UsageForm

__all__ = ["MeterForm", "UsageForm"]
