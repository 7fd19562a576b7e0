"""The page of one's API tokens: those there are, making one, revoking one."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from conference.errors import Invalid
from conference.forms.tokens import TokenForm
from conference.http import SignedInRequest
from conference.selectors.tokens import token_rows
from conference.services.tokens import make_token, revoke_token


@require_http_methods(["GET", "POST"])
@login_required
def tokens(request: SignedInRequest) -> HttpResponse:
    """Show the tokens and the form of a new one. A new one is shown in the answer that makes it, and never again."""
    form = TokenForm(request.POST if request.method == "POST" else None, user=request.user)
    secret, status = "", 200
    if form.is_bound:
        secret = _make(request, form)
        status = 200 if secret else Invalid.status
    context = {
        "form": TokenForm(user=request.user) if secret else form,
        "secret": secret,
        "curl": f'curl -H "Authorization: Bearer {secret}" \\\n  {settings.BASE_URL}/api/v1/me/',
        "rows": token_rows(request.user),
    }
    response = render(request, "conference/tokens.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _make(request: SignedInRequest, form: TokenForm) -> str:
    """Return the secret of a new token; nothing where the form says why there is none."""
    if not form.is_valid():
        return ""
    data = form.cleaned_data
    try:
        _, secret = make_token(
            user=request.user,
            name=data["name"],
            scopes=data["scopes"],
            workshop=data["workshop"],
            expires_at=timezone.now() + data["lasts"],
        )
    except Invalid as error:
        form.add_error(None, error.message)
        return ""
    return secret


@require_POST
@login_required
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """End one of one's own tokens at once."""
    token = get_object_or_404(request.user.api_tokens, pk=pk)
    revoke_token(token=token)
    messages.success(request, f"The token “{token.name}” opens nothing any more.")
    return redirect("conference:tokens")
