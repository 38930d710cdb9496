"""Links for clinicians without an account. The admin's addresses stand in `wagtail_hooks`."""

from django.urls import path

from wellread.review import guest_views

urlpatterns = [
    path("<slug:token>/", guest_views.show, name="guest_review"),
    path("<slug:token>/who/", guest_views.identity, name="guest_identity"),
    path("<slug:token>/who/code/", guest_views.code, name="guest_code"),
    path("<slug:token>/who/confirm/", guest_views.confirm, name="guest_confirm"),
    path("<slug:token>/words/", guest_views.words, name="guest_words"),
    path("<slug:token>/images/<str:file>", guest_views.image, name="guest_image"),
    path("<slug:token>/sign/", guest_views.sign, name="guest_sign"),
    path("<slug:token>/changes/", guest_views.ask, name="guest_ask"),
    path("<slug:token>/decline/", guest_views.refuse, name="guest_decline"),
    path("<slug:token>/take-back/", guest_views.take_back, name="guest_take_back"),
]
