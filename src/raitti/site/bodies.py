"""Pages of bodies: what they are for, who sits in them for whom, what they decide, and how to get in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from raitti.bodies.queries import published
from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.site.bodies_groups import groups_part
from raitti.site.rendering import at_address, page


@require_safe
@shelved()
def bodies(request: HttpRequest, language: str) -> HttpResponse:
    """All bodies."""
    return page(request, "site/bodies/bodies.html", {"bodies": kept("bodies", published.bodies)}, name="bodies")


@require_safe
@shelved()
def body(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One body."""
    key = at_address(request, "body", "body", slug)
    if isinstance(key, HttpResponse):
        return key
    found = kept(f"body {key}", lambda: published.body_page(key)) if key else None
    if found is None:
        raise Http404
    context = {"body": found, **groups_part(found, language)}
    return page(request, "site/bodies/body.html", context, name="body", thing=found)
