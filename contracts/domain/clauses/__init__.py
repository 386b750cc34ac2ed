"""What a contract may ask of us, clause by clause: how far each position is from ours, and whom it concerns."""
