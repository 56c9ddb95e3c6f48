"""Where a project's things went: one page for all of them, and a lasting address for each."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.programmes.queries import published
from raitti.site.addresses import Links
from raitti.site.rendering import at_address, page


@require_safe
@shelved()
def where_it_went(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """What of a project lives on with whom, what has ended, and where each old address leads now."""
    key = at_address(request, "project", "where_it_went", slug)
    if isinstance(key, HttpResponse):
        return key
    found = kept(f"project {key}", lambda: published.project_page(key)) if key else None
    if found is None:
        raise Http404
    heading = _("Where it went") if found.closed_on else _("What lives on after the project")
    structures = kept(f"structures of {key}", lambda: published.with_their_way(found.structures.all()))
    context = {"project": found, "heading": heading, "structures": structures}
    return page(request, "site/where_it_went.html", context, name="where_it_went", thing=found)


@require_safe
def lives_on(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The lasting address of one thing: leads to where it is found now, or to what became of it."""
    key = at_address(request, "structure", "lives_on", slug)
    if isinstance(key, HttpResponse):
        return key
    found = published.structures().filter(pk=key).first() if key else None
    if found is None or found.project is None:
        raise Http404
    if found.new_url:
        return HttpResponseRedirect(found.new_url)
    links = Links(request, language)
    return HttpResponseRedirect(f"{links.to('where_it_went', found.project)}#{found.slug_in(language)}")
