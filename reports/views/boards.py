"""Leaderboards, and what a row of one is made of."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign.access import get_campaign_or_404
from campaign.common import clock
from campaign.queries.days import Days, days_of
from reports.enums import Board, Group, Period
from reports.forms.boards import BoardForm, Choice
from reports.queries import boards
from reports.queries.standings import standing_figures
from teams.http import PersonRequest


@require_safe
def leaderboard(request: PersonRequest, code: str) -> HttpResponse:
    """One board: teams or people, a day or the campaign; the campaign until something happens today."""
    campaign = get_campaign_or_404(request, code)
    days = days_of(campaign)
    form = BoardForm(request.GET, days=days)
    choice = form.choice()
    figures = _figures(days, choice)
    if figures.is_blank and form.leaves_the_time_open:
        choice = form.choice(period=Period.CAMPAIGN)
        figures = _figures(days, choice)
    context = {
        "campaign": campaign,
        "form": form,
        "choice": choice,
        "figures": figures,
        "mine": {request.user.pk} if choice.group == Group.PEOPLE else request.user.reach().teams,
        "groups": [(one, choice.query(group=one), one == choice.group) for one in Group],
        "whole_campaign": choice.query(period=Period.CAMPAIGN, day=""),
        "periods": [(one, choice.query(period=one), one == choice.period) for one in Period],
        "boards": [(one, choice.query(board=one), one == choice.board) for one in Board],
    }
    return render(request, "reports/leaderboard.html", context)


def _figures(days: Days, choice: Choice) -> boards.BoardFigures:
    return boards.board_figures(
        days, board=choice.board, group=choice.group, period=choice.period, day=choice.day, now=clock.now()
    )


@require_safe
def standing_detail(request: PersonRequest, code: str, group: Group, pk: int) -> HttpResponse:
    """What the standing of a team or person is made of."""
    campaign = get_campaign_or_404(request, code)
    days = days_of(campaign)
    choice = BoardForm(request.GET, days=days).choice()
    standing = standing_figures(
        days, group=group, key=pk, period=choice.period, day=choice.day, now=clock.now(), by=request.user
    )
    if standing is None:
        raise Http404
    context = {"campaign": campaign, "choice": choice, "group": group, "standing": standing}
    return render(request, "reports/standing_detail.html", context)
