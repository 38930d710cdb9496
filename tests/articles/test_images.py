import hashlib
import io

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.images import get_image_model

from wellread.articles.errors import ImageError
from wellread.articles.images import freeze, frozen_images, image_from_bytes

pytestmark = pytest.mark.django_db


def picture(colour="teal", kind="PNG", size=(8, 6), *, noisy=False):
    file = io.BytesIO()
    image = Picture.effect_noise(size, 90).convert("RGB") if noisy else Picture.new("RGB", size, colour)
    image.save(file, kind)
    return file.getvalue()


def test_a_frozen_image_is_named_by_its_bytes():
    content = picture("navy")

    frozen = freeze(image_from_bytes(content, title="navy"))

    assert frozen.file == f"{hashlib.sha256(content).hexdigest()}.png"
    assert (frozen.width, frozen.height) == (8, 6)
    with frozen_images().open(frozen.file) as file:
        assert file.read() == content


def test_a_frozen_image_outlives_its_original():
    content = picture("olive")
    image = image_from_bytes(content, title="olive")
    frozen = freeze(image)

    image.file.delete(save=False)
    image.delete()

    with frozen_images().open(frozen.file) as file:
        assert file.read() == content


def test_freezing_twice_keeps_one_copy():
    image = image_from_bytes(picture("maroon"), title="maroon")
    names = {freeze(image).file, freeze(image).file}

    assert len(names) == 1
    assert [name for name in frozen_images().listdir("")[1] if name in names] == list(names)


@pytest.mark.parametrize(("kind", "ending"), [("PNG", ".png"), ("JPEG", ".jpg"), ("GIF", ".gif"), ("WEBP", ".webp")])
def test_the_bytes_say_which_ending_a_picture_has(kind, ending):
    image = image_from_bytes(picture("purple", kind), title="purple.tiff")

    assert freeze(image).file.endswith(ending)


@pytest.mark.parametrize("name", ["scan.jpeg", "scan.JPG"])
def test_one_kind_of_picture_has_one_ending_however_its_file_was_called(name):
    file = ImageFile(io.BytesIO(picture("plum", "JPEG")), name=name)
    image = get_image_model().objects.create(title="scan", file=file)

    assert freeze(image).file.endswith(".jpg")


def test_a_lost_file_is_named():
    image = image_from_bytes(picture("silver"), title="A silver square")
    image.file.storage.delete(image.file.name)

    with pytest.raises(ImageError, match="A silver square"):
        freeze(image)


def test_the_same_bytes_are_one_image_of_the_library():
    content = picture("lime")

    first = image_from_bytes(content, title="lime")
    second = image_from_bytes(content, title="another title")

    assert first == second
    assert get_image_model().objects.count() == 1


@pytest.mark.parametrize(
    "content", [b"", b"no picture", b"<svg/>", picture(kind="TIFF"), picture(kind="BMP"), picture()[:7]]
)
def test_what_readers_could_not_see_is_refused_by_name(content):
    with pytest.raises(ImageError, match=r"“scan\.png” is not an image that can be read"):
        image_from_bytes(content, title="scan.png")

    assert not get_image_model().objects.exists()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_picture_that_was_cut_off_is_refused_by_name(kind, share):
    whole = picture(kind=kind, size=(200, 200), noisy=True)

    with pytest.raises(ImageError, match=r"“scan\.png” is (damaged or cut off|not an image)"):
        image_from_bytes(whole[: int(len(whole) * share)], title="scan.png")


@pytest.mark.parametrize("most", [10, 1000])
def test_a_picture_too_large_to_open_is_refused_by_name(monkeypatch, most):
    monkeypatch.setattr(Picture, "MAX_IMAGE_PIXELS", most)

    with pytest.raises(ImageError, match=r"“scan\.png” has too many pixels"):
        image_from_bytes(picture(size=(40, 40)), title="scan.png")
