"""What a customer will use: a scenario or a measured series, the bandwidth it needs, and its load month by month."""
