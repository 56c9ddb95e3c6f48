"""Where each face begins."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("raitti.api.urls")),
    # The public pages first: most requests are for them.
    path("", include("raitti.site.urls")),
    path("", include("raitti.workspace.urls")),
]

handler400 = "raitti.site.errors.bad_request"
handler403 = "raitti.site.errors.permission_denied"
handler404 = "raitti.site.errors.page_not_found"
handler500 = "raitti.site.errors.server_error"
# Asked for by name by allauth when someone tries too often.
handler429 = "raitti.site.errors.too_many_requests"
