"""What is negotiated besides the total: outcomes of each issue, what they cost us and are worth to them, and trades."""
