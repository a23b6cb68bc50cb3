"""Base pages, components, tokens and small scripts that every page stands on."""
