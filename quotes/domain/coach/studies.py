"""What each hint stands on: the study or rule, how strong it is, and where it does not reach."""

from dataclasses import dataclass

from quotes.domain.coach.advice import Hint


@dataclass(frozen=True, kw_only=True)
class Study:
    """Msgids. `source` names the work, `strength` its size and effect, `limits` what it does not prove."""

    source: str
    strength: str
    limits: str


TEY = Study(
    source="Tey, Schaerer, Madan and Swaab 2021",
    strength="7 studies, N = 2,311: shrinking concessions draw less ambitious counter-offers.",
    limits="Strongest where steps shrink moderately, and over more rounds.",
)
BAND = Study(
    source="Our reading of Tey et al. 2021",
    strength="Their effect is strongest at a moderate decrease (7 studies, N = 2,311).",
    limits="The band is a setting of ours: the paper prints no such numbers.",
)
PATTERN = Study(
    source="Aitken's delta-squared on the last three numbers",
    strength="Arithmetic: where the steps would end if they went on as they do.",
    limits="The pattern alone, no evidence of a limit.",
)
HUEFFMEIER = Study(
    source="Hüffmeier et al. 2014",
    strength="34 studies, 135 economic and 30 socio-emotional effects: giving wins money only where it is answered.",
    limits="A soft line does serve the relation: weigh both.",
)
KWON = Study(
    source="Kwon and Weingart 2004",
    strength="An early concession on one's own lowers the other side's satisfaction.",
    limits="Known to us second-hand; less so where they think us cooperative.",
)
FARATIN = Study(
    source="Faratin, Sierra and Jennings 1998",
    strength="The curve of your own plan; the slack is a setting.",
    limits="A plan, not a finding about people.",
)
MASON = Study(
    source="Mason et al. 2013; Thorsteinson 2021",
    strength="Precise offers draw smaller counter-offers, even when seen through.",
    limits="They can look inflexible. From how many zeros on a number is rough is a setting of ours.",
)
DESK = Study(
    source="A rule of deal desks",
    strength="Practice: never give margin and payment terms in the same move.",
    limits="No study behind it.",
)
HOUSE = Study(
    source="A rule of this desk",
    strength="Practice: a first step over half the room leaves too little for the rounds to come.",
    limits="No study behind it; the part is a setting.",
)
BREADTH = Study(
    source="A rule of this desk; sum of squared shares (Herfindahl-Hirschman)",
    strength="Practice: issues that differ in worth to both sides are where both can gain.",
    limits="No study behind the threshold, which is a setting.",
)
SCHWEINSBERG = Study(
    source="Schweinsberg et al. 2012",
    strength="Extreme first offers offend and make the other side walk away, experts among them.",
    limits="Known to us second-hand. Both bounds are settings of ours.",
)
PLAN = Study(
    source="Your own plan",
    strength="You wrote down the lowest total you would sign before the talk began.",
    limits="Change the plan if its reasons have changed, not because of pressure.",
)
LIMITS = Study(
    source="The deal's own list of issues",
    strength="You wrote down the worst outcome you would sign before the talk began.",
    limits="Change the list if its reasons have changed, not because of pressure.",
)
BOTH_PRICED = Study(
    source="A rule of this desk; give and get in money",
    strength="Arithmetic: what the gets bring us less what the gives cost us.",
    limits="Only what is priced is counted; what a relation is worth is for you to say.",
)
STEPS = Study(
    source="Hindriks, Jonker and Tykhonov 2007",
    strength="Six kinds of step, by what changes for either side.",
    limits="What it is worth to them is our estimate; below which change nothing counts is a setting.",
)

RANGES = Study(
    source="Ames and Mason 2015",
    strength="A range that starts at one's number helps or does no harm; one that ends there gives away at once.",
    limits="Weaker where a range is wide or extreme. From which width on it is wide is a setting of ours.",
)
UNSEEN = Study(
    source="A rule of this desk; scenario of the cheaper competitor",
    strength="Practice: a price without its scope cannot be compared: ask for the scope before you answer a number.",
    limits="No study behind it. A claim may be true: how long it is taken for fresh is a setting.",
)
SINACEUR = Study(
    source="Sinaceur et al. 2013",
    strength="First offers that come late lead to more creative agreements, through what is learnt before them.",
    limits="What has to be known before a price is a rule of this desk, see the gate.",
)
SILENCE = Study(
    source="A rule of this desk; the quote gate",
    strength="Practice: a deal that waits without a word goes to whoever speaks first.",
    limits="No study behind it; the days are a setting, and the gate's alarm goes by them too.",
)

# What is known of first numbers as such, whether or not there is something to warn of.
ANCHORS = Study(
    source="Orr and Guthrie 2006; Lipp, Smolinski and Kesting 2023",
    strength="First number and outcome go together (r = .497); a counter works like a first number, only weaker.",
    limits="Weaker with experts and where both know much; it does not say what a number should be.",
)

MESO = Study(
    source="Leonardelli et al. 2019",
    strength="6 experiments: several equal packages anchor better, leave more for both, and are taken as sincere.",
    limits="They have to be equal for us, and what they are worth to the other side is our estimate.",
)

STUDIES: dict[Hint, Study] = {
    Hint.BELOW_RESERVATION: PLAN,
    Hint.FIRST_STEP: HOUSE,
    Hint.NOT_SHRINKING: TEY,
    Hint.AHEAD_OF_PLAN: FARATIN,
    Hint.ONE_SIDED: KWON,
    Hint.UNTRADED: HUEFFMEIER,
    Hint.TWO_AT_ONCE: DESK,
    Hint.PRICE_ONLY: BREADTH,
    Hint.PACE: BAND,
    Hint.OUR_LIMIT: PATTERN,
    Hint.THEIR_LIMIT: PATTERN,
    Hint.ROUND_NUMBER: MASON,
    Hint.SHRINKING: TEY,
    Hint.EXTREME: SCHWEINSBERG,
    Hint.LOSING: BOTH_PRICED,
    Hint.PAST_FLOOR: LIMITS,
    Hint.STEP: STEPS,
    Hint.RANGE: RANGES,
    Hint.CLAIMED: UNSEEN,
    Hint.EARLY: SINACEUR,
    Hint.LATE: SILENCE,
}
