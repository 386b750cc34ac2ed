"""What the plan of a deal shows: its milestones in time, how likely it is to be done, and who has gone quiet."""

from stakeholders.queries.plans.calendar import CalendarStep, DecisionCalendar, decision_calendar
from stakeholders.queries.plans.history import LeadRow, lead_rows
from stakeholders.queries.plans.screen import PlanScreen, Row, colleagues_on, plan_screen

__all__ = [
    "CalendarStep",
    "DecisionCalendar",
    "LeadRow",
    "PlanScreen",
    "Row",
    "colleagues_on",
    "decision_calendar",
    "lead_rows",
    "plan_screen",
]
