"""The tests' own ground: what it promises to notice, it notices."""

import socket
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.utils import timezone, translation

from tests.support.client import faults


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<p style="color: red">', "<p> in line 1 has inline style"),
        ("<style>p {}</style>", "<style> in line 1 has inline style"),
        ("<p>\n<script>go()</script>", "<script> in line 2 has inline code"),
        ('<a onclick="go()">', "<a> in line 1 has the inline handler onclick"),
        ('<a hx-on:click="go()">', "<a> in line 1 has the inline handler hx-on:click"),
        ('<a href="javascript:go()">', "<a> in line 1 has code in href"),
        ('<p id="a"><p id="a">', 'the id "a" occurs 2 times'),
        ("<p>{{ name }}</p>", "template source is left over: '{{ name }}</p>'"),
        ("<c-icon name='x' />", "template source is left over: \"<c-icon name='x' />\""),
    ],
)
def test_a_fault_of_a_page_is_found(html, fault):
    assert faults(html) == [fault]


def test_a_page_without_fault_passes():
    assert faults('<p id="a"><script src="/x.js"></script><script type="application/json">{}</script>') == []


def test_nothing_reaches_beyond_this_machine():
    # It warns before it refuses, and warnings are errors.
    with socket.socket() as outside, pytest.raises(UserWarning, match=r"203\.0\.113\.1"):
        outside.connect(("203.0.113.1", 80))


def test_time_stands_still(frozen):
    assert timezone.now() == datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    assert timezone.now() == timezone.now()


# The cache is Redis where the run is told of servers.
@pytest.mark.django_db
@pytest.mark.parametrize("_round", [1, 2])
def test_what_a_test_leaves_behind_is_not_seen_by_the_next(_round):
    assert translation.get_language() == "zh-hans"
    assert cache.get("left") is None

    translation.activate("en")
    cache.set("left", "here")


def test_what_asks_no_database_is_asked_once(request):
    assert request.node.get_closest_marker("once")


@pytest.mark.django_db
def test_what_a_mark_lets_ask_the_database_is_asked_on_each(request):
    assert not request.node.get_closest_marker("once")


def test_what_a_fixture_lets_ask_the_database_is_asked_on_each(request, world):
    assert not request.node.get_closest_marker("once")
