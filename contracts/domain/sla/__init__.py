"""What a promise of availability is worth: its measure, the cost of a miss, and what our own incidents say."""
