"""What quality is worth to a customer, in his own money."""
