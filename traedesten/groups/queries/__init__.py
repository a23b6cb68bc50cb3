"""What may be read about self-help groups."""
