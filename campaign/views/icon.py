"""The icon at the address where browsers look for it by themselves, beside files that are no page of ours."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@cache_control(public=True, max_age=24 * 3600)
@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """On to the mark that every page names."""
    return redirect(static("img/mark.svg"))
