"""A contract set against our positions: how far each clause is from ours, what it costs, and what stops the signing."""
