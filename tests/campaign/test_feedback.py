"""The undo address travels with the message, and only addresses of this site do."""

import pytest

from campaign import feedback


@pytest.mark.parametrize(
    ("tags", "url"),
    [
        ("undo:/teams/3/undo/", "/teams/3/undo/"),
        ("wide undo:/teams/3/undo/", "/teams/3/undo/"),
        ("undo:", ""),
        ("undo://elsewhere.example/x", ""),
        ("undo:https://elsewhere.example/x", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_undo_url(tags, url):
    assert feedback.undo_url(tags) == url
