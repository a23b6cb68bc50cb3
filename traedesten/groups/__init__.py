"""Self-help groups: programmes, and the pool of people who wait for a group."""
