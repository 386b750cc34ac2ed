"""Meters as data: what is counted, in which tier, where it is rounded, and what that comes to on a bill."""
