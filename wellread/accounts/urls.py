"""What is open before anybody is signed in. It stands before Wagtail's addresses, and in place of its sign-in."""

from allauth.mfa.base.views import authenticate
from django.urls import path

from wellread.accounts.views import SignIn

urlpatterns = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("login/code/", authenticate, name="mfa_authenticate"),
]
