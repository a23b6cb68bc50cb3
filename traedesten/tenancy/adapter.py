"""allauth, told that accounts are made by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter


class Invited(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False
