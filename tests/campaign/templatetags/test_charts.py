"""The server's small charts: true to the figures, without a word of style."""

import re
from decimal import Decimal

from campaign.templatetags import charts


def heights(svg: str) -> list[float]:
    """Of the columns, in pixels."""
    column = r'bar-value" x="\d+" y="[\d.]+" width="32" height="([\d.]+)"'
    return [float(found) for found in re.findall(column, svg)]


def test_a_sparkline_breaks_where_a_day_is_missing():
    svg = charts.sparkline([1, 2, None, 4, 5], label="每日")

    assert svg.count("M") == 2
    assert 'aria-label="每日"' in svg
    assert "style" not in svg


def test_a_sparkline_of_nothing_is_nothing():
    assert charts.sparkline([None, None], label="每日") == ""


def test_a_sparkline_starts_at_zero():
    svg = charts.sparkline([10, 20], label="每日", height=28)

    # 10 of 20 stands halfway between the lower edge (25) and the upper (3).
    assert "M3.0 14.0" in svg


def test_a_bar_never_leaves_its_track():
    svg = charts.bar(150, 100, label="完成率", width=120, pale=80)

    assert 'bar-value" width="120.0"' in svg
    assert 'bar-pale" x="120.0" width="0.0"' in svg


def test_a_bar_of_nothing_is_empty():
    assert 'bar-value" width="0.0"' in charts.bar(Decimal(5), 0, label="完成率")


def test_columns_are_in_proportion():
    first, second, third = heights(charts.columns([10, 20, None], ["a", "b", "c"], label="每日"))

    assert (second, third) == (first * 2, 0)


def test_the_target_scales_the_columns():
    (only,) = heights(charts.columns([10], ["a"], label="每日", target=40))

    assert only == 24.0  # a quarter of 96


def test_labels_are_escaped():
    assert "<b>" not in charts.columns([1], ["<b>"], label="<b>") + charts.sparkline([1, 2], label="<b>")
