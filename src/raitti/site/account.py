"""Signing in and out on the one host where people do."""

from allauth.account.forms import LoginForm
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from raitti.site.addresses import Links
from raitti.site.rendering import page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, language: str) -> HttpResponse:
    """Sign in with an e-mail address and a password; wrong ones are refused without saying which."""
    form = LoginForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return form.login(request, redirect_url=Links(request, language).to("front"))
    return page(request, "site/sign_in.html", {"form": form}, name="sign_in", status=422 if form.errors else 200)


@never_cache
@require_POST
def sign_out(request: HttpRequest, language: str) -> HttpResponse:
    """End the session."""
    logout(request)
    return HttpResponseRedirect(Links(request, language).to("front"))
