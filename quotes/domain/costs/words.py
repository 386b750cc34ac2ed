"""The words of a cost model: parts of a cost, lines we buy bandwidth on, and what one unit cost is charged for."""

from dealdesk.kernel.words import Word


class CostPart(Word):
    """`exchange` is no part of a cost: it is the dated rate by which costs in another currency are read."""

    BANDWIDTH = "bandwidth", "Bandwidth"
    BACKBONE = "backbone", "Between our servers"
    SERVERS = "servers", "Servers"
    CDN = "cdn", "CDN"
    RECORDING = "recording", "Recording"
    TRANSCODING = "transcoding", "Transcoding"
    RELAY = "relay", "Relay (TURN)"
    SERVICES = "services", "Storage and services"
    RESEARCH = "research", "R&D share"
    SUPPORT = "support", "24×7 support"
    EXCHANGE = "exchange", "Exchange rate"


class LineType(Word):
    """How traffic reaches the networks; `any` where a cost does not depend on it."""

    ANY = "any", "Any line"
    BGP = "bgp", "BGP"
    TRIPLE = "triple", "Three carriers, static"
    SINGLE = "single", "Single carrier"
    OVERSEAS = "overseas", "Overseas line"


class CostRule(Word):
    """What one unit of a cost is. Mbps and GB are decimal: 1 GB is 10⁹ bytes, 1 Mbps is 10⁶ bits a second."""

    MONTHLY_95 = "monthly_95", "Mbps·month at the monthly 95th"
    ENHANCED_95 = "enhanced_95", "Mbps·month at the enhanced 95th"
    DAILY_PEAK = "daily_peak", "Mbps·day at each day's peak"
    MONTHLY_PEAK = "monthly_peak", "Mbps·month at the monthly peak"
    TRAFFIC = "traffic", "GB"
    SERVER_MONTH = "server_month", "server·month"
    THOUSAND_MINUTES = "thousand_minutes", "1,000 minutes"
    UNIT_SOLD = "unit_sold", "unit sold"
    MONTH = "month", "month"
    STREAM_MONTH = "stream_month", "peak stream·month"
    SEAT_MONTH = "seat_month", "seat·month"
    OF_COST = "of_cost", "percent of all other parts"
    OF_REVENUE = "of_revenue", "percent of revenue before VAT"
    RATE = "rate", "one unit of that currency"


TRAFFIC_RULES = (
    CostRule.MONTHLY_95,
    CostRule.ENHANCED_95,
    CostRule.DAILY_PEAK,
    CostRule.MONTHLY_PEAK,
    CostRule.TRAFFIC,
)
SHARES = frozenset({CostRule.OF_COST, CostRule.OF_REVENUE})

# fmt: off
# By what each part may be charged.
RULES: dict[CostPart, tuple[CostRule, ...]] = {
    CostPart.BANDWIDTH:   TRAFFIC_RULES,
    CostPart.BACKBONE:    (CostRule.MONTHLY_PEAK, CostRule.TRAFFIC),
    CostPart.SERVERS:     (CostRule.SERVER_MONTH,),
    CostPart.CDN:         (CostRule.UNIT_SOLD, CostRule.THOUSAND_MINUTES),
    CostPart.RECORDING:   (CostRule.THOUSAND_MINUTES, CostRule.UNIT_SOLD),
    CostPart.TRANSCODING: (CostRule.THOUSAND_MINUTES, CostRule.UNIT_SOLD),
    CostPart.RELAY:       TRAFFIC_RULES,
    CostPart.SERVICES:    (CostRule.UNIT_SOLD,),
    CostPart.RESEARCH:    (CostRule.MONTH, CostRule.STREAM_MONTH, CostRule.THOUSAND_MINUTES, CostRule.OF_COST,
                           CostRule.OF_REVENUE),
    CostPart.SUPPORT:     (CostRule.MONTH, CostRule.SEAT_MONTH),
    CostPart.EXCHANGE:    (CostRule.RATE,),
}
# fmt: on

# In the order in which they are stacked.
PARTS = tuple(part for part in CostPart if part is not CostPart.EXCHANGE)
# Bought in a place; the others cost the same wherever the customer's users are.
IN_REGIONS = frozenset({CostPart.BANDWIDTH, CostPart.BACKBONE, CostPart.SERVERS, CostPart.RELAY})
# Every deal has these, so finance has to say what they come to, and be it nothing.
ALWAYS = (CostPart.RESEARCH, CostPart.SUPPORT)
