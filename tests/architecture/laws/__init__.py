"""Every law of the house as a function from a root folder to the sentences that say where it is broken."""
