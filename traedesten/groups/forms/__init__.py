"""Forms about self-help groups."""
