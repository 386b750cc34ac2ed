"""What a customer can spend: intervals somebody gave, put together, held against a price, and scored when it is known.

Decimals at every door. Inside, the mathematics of the normal distribution is done in double precision; what comes out
is rounded half up to the places each function states, of which double precision keeps every one.
"""
