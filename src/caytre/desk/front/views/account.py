"""My profile: how I read, how I sign in, the tokens of my programs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caytre.accounts import queries, services
from caytre.accounts.errors import AccountProblem
from caytre.accounts.requests import SignedInRequest
from caytre.desk.front.forms import PreferencesForm, TokenForm


@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """GET shows; POST makes a token and shows its secret this once."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = services.make_token(request.user, by=request.user, **form.cleaned_data)
        except AccountProblem as problem:
            form.add_error(None, str(problem))
        else:
            form = TokenForm()
    context = {
        "form": PreferencesForm(initial={"language": request.user.language, "theme": request.user.theme}),
        "token_form": form,
        "secret": secret,
        "tokens": queries.tokens(request.user),
    }
    return render(request, "desk/front/profile.html", context)


@require_POST
def revoke_token(request: SignedInRequest, pk: int) -> HttpResponse:
    """End one of my tokens."""
    services.revoke_token(queries.token(request.user, pk), by=request.user)
    messages.success(request, _("The token no longer works."))
    return redirect("front:profile")
