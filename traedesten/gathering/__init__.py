"""Whole self-help groups from those who wait: proposed by the planner, argued with, and made by the coordinator."""
