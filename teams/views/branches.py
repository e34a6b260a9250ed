"""The branch tree."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaign import feedback
from campaign.common.access import get_scoped_or_404, require
from campaign.common.forms import carry_out
from campaign.enums import Capability
from campaign.models import Branch
from teams.actions import branches as actions
from teams.forms.branches import BranchForm
from teams.http import PersonRequest
from teams.queries.branches import tree


@require_safe
def branch_list(request: PersonRequest) -> HttpResponse:
    """Head office, branches, sub-branches."""
    require(request, Capability.MANAGE_USERS)
    return render(request, "teams/branch_list.html", {"branches": tree()})


@require_http_methods(["GET", "HEAD", "POST"])
def branch_create(request: PersonRequest) -> HttpResponse:
    """A new node of the tree, below the branch that `parent` in the address names."""
    require(request, Capability.MANAGE_USERS)
    form = BranchForm(request.POST or None, initial={"parent": request.GET.get("parent")})
    if request.method == "POST" and form.is_valid():
        carry_out(form, actions.create_branch, **form.values, by=request.user)
        if form.is_valid():
            feedback.done(request, _("Saved."))
            return redirect("teams:branch_list")
    return render(request, "teams/branch_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def branch_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Rename a branch, or move it with everything below."""
    branch: Branch = get_scoped_or_404(Branch.objects, request, to=Capability.MANAGE_USERS, pk=pk)
    form = BranchForm(request.POST or None, branch=branch)
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        carry_out(
            form, actions.change_branch, branch=branch, **form.values, revision=revision, by=request.user
        )
        if form.is_valid():
            feedback.done(request, _("Saved."))
            return redirect("teams:branch_list")
    return render(request, "teams/branch_form.html", {"form": form, "branch": branch})
