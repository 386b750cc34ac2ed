"""The plan to a signature that both sides work through: lead times, critical path, chance, and what stands still."""
