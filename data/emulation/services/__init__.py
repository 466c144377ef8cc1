"""Rules and store joined, one transaction a call."""
