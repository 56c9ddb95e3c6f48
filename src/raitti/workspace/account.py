"""Signing in and out on the one host where people do."""

from allauth.account.forms import LoginForm
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from raitti.core.addresses import address
from raitti.workspace.rendering import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, language: str) -> HttpResponse:
    """Sign in with an e-mail address and a password; wrong ones are refused without saying which."""
    form = LoginForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return form.login(request, redirect_url=address("desk", language))
    status = 422 if form.errors else 200
    return desk_page(request, "workspace/sign_in.html", {"form": form}, name="sign_in", status=status)


@require_POST
def sign_out(request: HttpRequest, language: str) -> HttpResponse:
    """End the session."""
    logout(request)
    return HttpResponseRedirect(address("front", language))


VIEWS = {"sign_in": sign_in, "sign_out": sign_out}
