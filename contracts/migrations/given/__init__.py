"""What the tables come with on the first day: each with its day and source."""
