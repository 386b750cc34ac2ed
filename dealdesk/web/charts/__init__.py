"""Pictures as SVG text, the same on screen and on paper."""

from dealdesk.web.charts.accrual import Passed, accrual
from dealdesk.web.charts.against import Against, against
from dealdesk.web.charts.axis import NARROW, AxisLine, AxisRow, negotiation_axis
from dealdesk.web.charts.bars import Bar, Step, bars, concession_bars, share_bar, stage_bars, waterfall
from dealdesk.web.charts.cash import CashColumn, CashWords, cash, narrow_cash
from dealdesk.web.charts.chain import Person, Tie, decision_chain, fitting
from dealdesk.web.charts.curve import Level, curve
from dealdesk.web.charts.days import daily
from dealdesk.web.charts.density import PriceMark, density
from dealdesk.web.charts.interval import interval
from dealdesk.web.charts.meters import Bound, Meter, meters
from dealdesk.web.charts.placing import placed
from dealdesk.web.charts.plan import PlanBar, plan_timeline
from dealdesk.web.charts.stacks import Stack, narrow_stacks, stacks
from dealdesk.web.charts.svg import EMPTY, PHONE, Picture, either
from dealdesk.web.charts.tornado import Reach, tornado
from dealdesk.web.charts.tree import Knot, version_tree

__all__ = [
    "EMPTY",
    "NARROW",
    "PHONE",
    "Against",
    "AxisLine",
    "AxisRow",
    "Bar",
    "Bound",
    "CashColumn",
    "CashWords",
    "Knot",
    "Level",
    "Meter",
    "Passed",
    "Person",
    "Picture",
    "PlanBar",
    "PriceMark",
    "Reach",
    "Stack",
    "Step",
    "Tie",
    "accrual",
    "against",
    "bars",
    "cash",
    "concession_bars",
    "curve",
    "daily",
    "decision_chain",
    "density",
    "either",
    "fitting",
    "interval",
    "meters",
    "narrow_cash",
    "narrow_stacks",
    "negotiation_axis",
    "placed",
    "plan_timeline",
    "share_bar",
    "stacks",
    "stage_bars",
    "tornado",
    "version_tree",
    "waterfall",
]
