"""What of a round may be told anew after it was logged: everything but what became an offer."""

from dealdesk.kernel.words import Word


class Part(Word):
    DAY = "day", "Date"
    CHANNEL = "channel"
    THEIRS = "theirs", "Who of them"
    OURS = "ours", "Who of us"
    ASK = "ask", "They asked for"
    RANGE = "range", "The range we named"
    SAID = "said", "What they said"
    MOVES = "moves", "Gives and gets"
    NEXT_STEP = "next_step", "Next step"
