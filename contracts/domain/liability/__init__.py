"""How far we answer: what is capped and what is not, what a bad day would cost, and where damages stop."""
