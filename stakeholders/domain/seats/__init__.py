"""A customer's decision as we know it: who sits in it, what we have seen and when, who listens to whom, and what
follows for us.

Figures are exact fractions; nothing here reads a clock, so whoever asks says what day it is.
"""
