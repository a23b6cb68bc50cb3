"""Trædesten: from a referral card to a lasting community."""
