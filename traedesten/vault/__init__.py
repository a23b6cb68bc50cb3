"""Encrypted fields, the keys they need, and the blind index."""
