"""What the coach says, what paying sooner is worth, and what the coach is set to."""

from quotes.queries.coach.part import CoachPart, Said, coach_part, said
from quotes.queries.coach.settings import SettingRow, bounds_of, bounds_words, coach_settings, setting_now, study_of
from quotes.queries.coach.worth import payment_worth

__all__ = [
    "CoachPart",
    "Said",
    "SettingRow",
    "bounds_of",
    "bounds_words",
    "coach_part",
    "coach_settings",
    "payment_worth",
    "said",
    "setting_now",
    "study_of",
]
