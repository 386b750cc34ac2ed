"""What we remember of what was signed: nothing yet."""
