"""Reading what somebody says of a customer's use: a scenario, a file of readings, a pool, a bitrate."""

from quotes.forms.usage.bitrates import BitrateForm
from quotes.forms.usage.choice import UsageChoiceForm
from quotes.forms.usage.scenario import ScenarioForm
from quotes.forms.usage.sizing import SizingForm
from quotes.forms.usage.upload import SeriesForm

__all__ = ["BitrateForm", "ScenarioForm", "SeriesForm", "SizingForm", "UsageChoiceForm"]
