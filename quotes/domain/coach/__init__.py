"""What the run of offers, asks and trades tells, and where a next move would be unwise."""
