"""Addresses that are the same in every language: images, and what programs ask for."""

from django.urls import path, register_converter

from wellread.website.slugs import FrozenImageConverter
from wellread.website.views import images, machines, stamp

register_converter(FrozenImageConverter, "frozen_image")

urlpatterns = [
    path("images/<frozen_image:file>", images.image, name="image"),
    path("reviews/<int:number>.json", stamp.stamp_json, name="stamp_json"),
    path("robots.txt", machines.robots, name="robots"),
    path("health/live", machines.live, name="live"),
    path("health/ready", machines.ready, name="ready"),
    path(".well-known/jwks.json", machines.public_key_set, name="jwks"),
]
