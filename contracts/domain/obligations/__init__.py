"""What a signed contract asks of both sides: what it is, when it is due, and what follows from an offer by itself."""
