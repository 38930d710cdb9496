"""Addresses that are the same in every language: images, and what programs ask for."""

from django.urls import path, register_converter

from wellread.website.slugs import FrozenImageConverter
from wellread.website.views import brand, images, machines, sitemaps, stamp

register_converter(FrozenImageConverter, "frozen_image")

urlpatterns = [
    path("images/<frozen_image:file>", images.image, name="image"),
    path("reviews/<int:number>.json", stamp.stamp_json, name="stamp_json"),
    path("brand/<slug:digest>.css", brand.stylesheet, name="brand_stylesheet"),
    path("brand/logo", brand.logo, name="brand_logo"),
    path("brand/logo-by-night", brand.logo_by_night, name="brand_logo_by_night"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:section>-<slug:language>-<int:number>.xml", sitemaps.sitemap, name="sitemap_file"),
    path("robots.txt", machines.robots, name="robots"),
    path("health/live", machines.live, name="live"),
    path("health/ready", machines.ready, name="ready"),
    path(".well-known/jwks.json", machines.public_key_set, name="jwks"),
]
