"""Exports for researchers: asked for by one, approved by another, de-identified, for a time."""
