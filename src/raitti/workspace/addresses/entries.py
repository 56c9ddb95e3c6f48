"""Where pages are written, in forms, tables and on paper."""

from raitti.core.addresses import Paths

ENTRIES: Paths = {
    "organisation_desk": (
        "oma/jarjestot/<uuid:organisation>/",
        "mina-sidor/organisationer/<uuid:organisation>/",
        "my/organisations/<uuid:organisation>/",
    ),
    "close_organisation": (
        "oma/jarjestot/<uuid:organisation>/tila/",
        "mina-sidor/organisationer/<uuid:organisation>/lage/",
        "my/organisations/<uuid:organisation>/state/",
    ),
    "withdraw": (
        "oma/jarjestot/<uuid:organisation>/pois-nakyvista/",
        "mina-sidor/organisationer/<uuid:organisation>/dolj/",
        "my/organisations/<uuid:organisation>/withdraw/",
    ),
    "new_organisation": ("oma/uusi-jarjesto/", "mina-sidor/ny-organisation/", "my/new-organisation/"),
    "new_service": (
        "oma/jarjestot/<uuid:organisation>/uusi-toiminta/",
        "mina-sidor/organisationer/<uuid:organisation>/ny-verksamhet/",
        "my/organisations/<uuid:organisation>/new-activity/",
    ),
    "new_location": (
        "oma/jarjestot/<uuid:organisation>/uusi-paikka/",
        "mina-sidor/organisationer/<uuid:organisation>/ny-plats/",
        "my/organisations/<uuid:organisation>/new-place/",
    ),
    "edit_organisation": (
        "oma/jarjestot/<uuid:organisation>/muokkaa/",
        "mina-sidor/organisationer/<uuid:organisation>/redigera/",
        "my/organisations/<uuid:organisation>/edit/",
    ),
    "edit_service": (
        "oma/jarjestot/<uuid:organisation>/toiminta/<uuid:part>/muokkaa/",
        "mina-sidor/organisationer/<uuid:organisation>/verksamhet/<uuid:part>/redigera/",
        "my/organisations/<uuid:organisation>/activity/<uuid:part>/edit/",
    ),
    "edit_location": (
        "oma/jarjestot/<uuid:organisation>/paikat/<uuid:part>/muokkaa/",
        "mina-sidor/organisationer/<uuid:organisation>/platser/<uuid:part>/redigera/",
        "my/organisations/<uuid:organisation>/places/<uuid:part>/edit/",
    ),
    "preview_organisation": (
        "oma/jarjestot/<uuid:organisation>/esikatselu/",
        "mina-sidor/organisationer/<uuid:organisation>/forhandsvisning/",
        "my/organisations/<uuid:organisation>/preview/",
    ),
    "preview_service": (
        "oma/jarjestot/<uuid:organisation>/toiminta/<uuid:part>/esikatselu/",
        "mina-sidor/organisationer/<uuid:organisation>/verksamhet/<uuid:part>/forhandsvisning/",
        "my/organisations/<uuid:organisation>/activity/<uuid:part>/preview/",
    ),
    "preview_location": (
        "oma/jarjestot/<uuid:organisation>/paikat/<uuid:part>/esikatselu/",
        "mina-sidor/organisationer/<uuid:organisation>/platser/<uuid:part>/forhandsvisning/",
        "my/organisations/<uuid:organisation>/places/<uuid:part>/preview/",
    ),
    "discard_organisation": (
        "oma/jarjestot/<uuid:organisation>/hylkaa-luonnos/",
        "mina-sidor/organisationer/<uuid:organisation>/kasta-utkast/",
        "my/organisations/<uuid:organisation>/discard-draft/",
    ),
    "discard_service": (
        "oma/jarjestot/<uuid:organisation>/toiminta/<uuid:part>/hylkaa-luonnos/",
        "mina-sidor/organisationer/<uuid:organisation>/verksamhet/<uuid:part>/kasta-utkast/",
        "my/organisations/<uuid:organisation>/activity/<uuid:part>/discard-draft/",
    ),
    "discard_location": (
        "oma/jarjestot/<uuid:organisation>/paikat/<uuid:part>/hylkaa-luonnos/",
        "mina-sidor/organisationer/<uuid:organisation>/platser/<uuid:part>/kasta-utkast/",
        "my/organisations/<uuid:organisation>/places/<uuid:part>/discard-draft/",
    ),
}
PICTURES: Paths = {
    "picture_page": (
        "oma/jarjestot/<uuid:organisation>/kuva/<slug:kind>/<uuid:part>/",
        "mina-sidor/organisationer/<uuid:organisation>/bild/<slug:kind>/<uuid:part>/",
        "my/organisations/<uuid:organisation>/picture/<slug:kind>/<uuid:part>/",
    ),
}
LOOKUPS: Paths = {
    "read_times": ("oma/ajat-sanoina/", "mina-sidor/tider-i-ord/", "my/times-in-words/"),
    "offer_topics": ("oma/ehdota-aiheita/", "mina-sidor/foresla-amnen/", "my/suggest-topics/"),
    "look_up_place": ("oma/etsi-paikka/", "mina-sidor/sok-plats/", "my/look-up-a-place/"),
}
GRID: Paths = {
    "grid": (
        "oma/jarjestot/<uuid:organisation>/taulukko/",
        "mina-sidor/organisationer/<uuid:organisation>/tabell/",
        "my/organisations/<uuid:organisation>/table/",
    ),
    "workbook": (
        "oma/jarjestot/<uuid:organisation>/taulukko/toiminta.xlsx",
        "mina-sidor/organisationer/<uuid:organisation>/tabell/verksamhet.xlsx",
        "my/organisations/<uuid:organisation>/table/activities.xlsx",
    ),
    "workbook_in": (
        "oma/jarjestot/<uuid:organisation>/taulukko/tuo/",
        "mina-sidor/organisationer/<uuid:organisation>/tabell/hamta/",
        "my/organisations/<uuid:organisation>/table/bring-in/",
    ),
    "copy_service": (
        "oma/jarjestot/<uuid:organisation>/toiminta/<uuid:part>/kopioi/",
        "mina-sidor/organisationer/<uuid:organisation>/verksamhet/<uuid:part>/kopiera/",
        "my/organisations/<uuid:organisation>/activity/<uuid:part>/copy/",
    ),
}
PAPER: Paths = {
    "paper": (
        "oma/jarjestot/<uuid:organisation>/paperi/",
        "mina-sidor/organisationer/<uuid:organisation>/papper/",
        "my/organisations/<uuid:organisation>/paper/",
    ),
    "paper_file": (
        "oma/jarjestot/<uuid:organisation>/paperi/lomake.pdf",
        "mina-sidor/organisationer/<uuid:organisation>/papper/blankett.pdf",
        "my/organisations/<uuid:organisation>/paper/form.pdf",
    ),
}
