"""Of what staff upload, only the drawn sizes of pictures are open to all; documents and originals are not."""

import pytest

SECRET = "Sample words of a private document"
# What somebody may write who looks for a way out of the folder of drawn sizes.
WAYS_OUT = [
    "images/../documents/secret.txt",
    "images/%2e%2e/documents/secret.txt",
    "images/..%2fdocuments/secret.txt",
    "images/%2f../documents/secret.txt",
    "images/%2e%2e%2fdocuments%2fsecret.txt",
    "images/x/../../documents/secret.txt",
    "images/./../documents/secret.txt",
    "images//../documents/secret.txt",
    "images/..%5cdocuments%5csecret.txt",
    "images/..\\documents\\secret.txt",
    "images/%252e%252e/documents/secret.txt",
    "images/link/secret.txt",
    "images/link-to-secret.txt",
    "images/../original_images/secret.txt",
    "IMAGES/../documents/secret.txt",
    "Images/%2e%2e/documents/secret.txt",
    "documents/secret.txt",
    "original_images/secret.txt",
    "images",
    "images/",
    "images/%00",
    "",
]


@pytest.fixture
def uploads(settings):
    root = settings.MEDIA_ROOT
    for folder in ("images", "documents", "original_images"):
        (root / folder).mkdir()
        (root / folder / "secret.txt").write_text("A drawn size" if folder == "images" else SECRET)
    (root / "images" / "link").symlink_to(root / "documents")
    (root / "images" / "link-to-secret.txt").symlink_to(root / "documents" / "secret.txt")
    return root


@pytest.mark.parametrize("path", WAYS_OUT)
def test_nothing_but_drawn_sizes_is_served(client, db, uploads, path):
    response = client.get(f"/media/{path}")

    assert response.status_code in (400, 404)
    assert SECRET not in response.text


def test_drawn_size_is_served_and_kept_for_ever(client, db, uploads):
    response = client.get("/media/images/secret.txt")

    assert response.getvalue() == b"A drawn size"
    assert "immutable" in response.headers["Cache-Control"]
