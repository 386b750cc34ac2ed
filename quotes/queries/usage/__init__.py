"""What a customer will use, as screens read it: a deal's scenarios and readings, one of each, and the bitrates."""

from quotes.queries.usage.packages import packages_screen
from quotes.queries.usage.rates import bitrate_rows, keys_of, rates
from quotes.queries.usage.scenario import reckoned, scenario_screen
from quotes.queries.usage.screen import usage_screen
from quotes.queries.usage.series import issue_rows, series_screen

__all__ = [
    "bitrate_rows",
    "issue_rows",
    "keys_of",
    "packages_screen",
    "rates",
    "reckoned",
    "scenario_screen",
    "series_screen",
    "usage_screen",
]
