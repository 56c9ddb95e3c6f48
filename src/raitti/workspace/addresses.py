"""Where every signed-in page lives, one word a language; the first words say that it is one's own."""

from raitti.core.addresses import Paths, register_paths

ACCOUNT: Paths = {
    "sign_in": ("kirjaudu/", "logga-in/", "sign-in/"),
    "sign_out": ("kirjaudu/ulos/", "logga-in/ut/", "sign-in/out/"),
    "sign_in_code": ("kirjaudu/koodi/", "logga-in/kod/", "sign-in/code/"),
    "sign_in_second": ("kirjaudu/toinen-vaihe/", "logga-in/andra-steget/", "sign-in/second-step/"),
    "sign_in_passkey": ("kirjaudu/paasyavain/", "logga-in/nyckel/", "sign-in/passkey/"),
    "sign_in_closed": ("kirjaudu/suljettu/", "logga-in/stangt/", "sign-in/closed/"),
    "sign_in_elsewhere": ("kirjaudu/uusi/", "logga-in/ny/", "sign-in/new/"),
    "password_forgotten": ("kirjaudu/salasana/", "logga-in/losenord/", "sign-in/password/"),
    "password_forgotten_code": ("kirjaudu/salasana/koodi/", "logga-in/losenord/kod/", "sign-in/password/code/"),
    "password_forgotten_new": ("kirjaudu/salasana/uusi/", "logga-in/losenord/nytt/", "sign-in/password/new/"),
    "sign_up": ("luo-tili/", "skapa-konto/", "sign-up/"),
    "confirm_address": ("vahvista-osoite/", "bekrafta-adress/", "confirm-address/"),
}
OWN_ACCOUNT: Paths = {
    "account": ("oma/tili/", "mina-sidor/konto/", "my/account/"),
    "emails": ("oma/tili/sahkopostit/", "mina-sidor/konto/e-post/", "my/account/e-mail/"),
    "password": ("oma/tili/salasana/", "mina-sidor/konto/losenord/", "my/account/password/"),
    "password_first": ("oma/tili/salasana/uusi/", "mina-sidor/konto/losenord/nytt/", "my/account/password/new/"),
    "reauthenticate": ("oma/tili/varmista/", "mina-sidor/konto/bekrafta/", "my/account/confirm/"),
    "reauthenticate_code": (
        "oma/tili/varmista/koodilla/",
        "mina-sidor/konto/bekrafta/med-kod/",
        "my/account/confirm/by-code/",
    ),
    "reauthenticate_passkey": (
        "oma/tili/varmista/paasyavaimella/",
        "mina-sidor/konto/bekrafta/med-nyckel/",
        "my/account/confirm/by-passkey/",
    ),
    "second_factor": ("oma/tili/toinen-vaihe/", "mina-sidor/konto/andra-steget/", "my/account/second-step/"),
    "app_add": ("oma/tili/sovellus/", "mina-sidor/konto/app/", "my/account/app/"),
    "app_remove": ("oma/tili/sovellus/poista/", "mina-sidor/konto/app/ta-bort/", "my/account/app/remove/"),
    "recovery_codes": ("oma/tili/varakoodit/", "mina-sidor/konto/reservkoder/", "my/account/recovery-codes/"),
    "recovery_codes_new": (
        "oma/tili/varakoodit/uudet/",
        "mina-sidor/konto/reservkoder/nya/",
        "my/account/recovery-codes/new/",
    ),
    "recovery_codes_file": (
        "oma/tili/varakoodit/tiedosto/",
        "mina-sidor/konto/reservkoder/fil/",
        "my/account/recovery-codes/file/",
    ),
    "passkeys": ("oma/tili/paasyavaimet/", "mina-sidor/konto/nycklar/", "my/account/passkeys/"),
    "passkey_add": ("oma/tili/paasyavaimet/uusi/", "mina-sidor/konto/nycklar/ny/", "my/account/passkeys/new/"),
    "passkey_rename": (
        "oma/tili/paasyavaimet/<int:pk>/",
        "mina-sidor/konto/nycklar/<int:pk>/",
        "my/account/passkeys/<int:pk>/",
    ),
    "passkey_remove": (
        "oma/tili/paasyavaimet/<int:pk>/poista/",
        "mina-sidor/konto/nycklar/<int:pk>/ta-bort/",
        "my/account/passkeys/<int:pk>/remove/",
    ),
    "sessions": ("oma/tili/istunnot/", "mina-sidor/konto/sessioner/", "my/account/sessions/"),
    "own_data": ("oma/tili/omat-tiedot/", "mina-sidor/konto/mina-uppgifter/", "my/account/own-data/"),
    "erase_account": ("oma/tili/poista/", "mina-sidor/konto/radera/", "my/account/erase/"),
    "account_erased": ("tili-poistettu/", "kontot-raderat/", "account-erased/"),
}
DESK: Paths = {
    "desk": ("oma/", "mina-sidor/", "my/"),
}
MANDATES: Paths = {
    "keys": (
        "oma/jarjestot/<uuid:organisation>/avaimet/",
        "mina-sidor/organisationer/<uuid:organisation>/nycklar/",
        "my/organisations/<uuid:organisation>/keys/",
    ),
    "invite": (
        "oma/jarjestot/<uuid:organisation>/avaimet/kutsu/",
        "mina-sidor/organisationer/<uuid:organisation>/nycklar/bjud-in/",
        "my/organisations/<uuid:organisation>/keys/invite/",
    ),
    "mandate": ("oma/roolit/<uuid:uid>/", "mina-sidor/roller/<uuid:uid>/", "my/roles/<uuid:uid>/"),
    "hand_over": (
        "oma/roolit/<uuid:uid>/luovuta/",
        "mina-sidor/roller/<uuid:uid>/lamna-over/",
        "my/roles/<uuid:uid>/hand-over/",
    ),
    "renew_mandate": (
        "oma/roolit/<uuid:uid>/jatka/",
        "mina-sidor/roller/<uuid:uid>/fornya/",
        "my/roles/<uuid:uid>/renew/",
    ),
    "end_mandate": (
        "oma/roolit/<uuid:uid>/paata/",
        "mina-sidor/roller/<uuid:uid>/avsluta/",
        "my/roles/<uuid:uid>/end/",
    ),
    "invitation": ("kutsu/<str:token>/", "inbjudan/<str:token>/", "invitation/<str:token>/"),
    "withdraw_invitation": (
        "oma/kutsut/<uuid:uid>/peru/",
        "mina-sidor/inbjudningar/<uuid:uid>/aterta/",
        "my/invitations/<uuid:uid>/withdraw/",
    ),
}
CLAIMS: Paths = {
    "find": ("oma/etsi/", "mina-sidor/hitta/", "my/find/"),
    "claim_organisation": (
        "oma/jarjestot/<uuid:organisation>/ota-hoitoon/",
        "mina-sidor/organisationer/<uuid:organisation>/ta-over/",
        "my/organisations/<uuid:organisation>/claim/",
    ),
    "claims": (
        "oma/jarjestot/<uuid:organisation>/hoitopyynnot/",
        "mina-sidor/organisationer/<uuid:organisation>/ansokningar/",
        "my/organisations/<uuid:organisation>/claims/",
    ),
    "claim": ("oma/hoitopyynnot/<uuid:uid>/", "mina-sidor/ansokningar/<uuid:uid>/", "my/claims/<uuid:uid>/"),
    "claim_proof": (
        "oma/hoitopyynnot/<uuid:uid>/todiste/",
        "mina-sidor/ansokningar/<uuid:uid>/bevis/",
        "my/claims/<uuid:uid>/proof/",
    ),
    "accept_claim": (
        "oma/hoitopyynnot/<uuid:uid>/hyvaksy/",
        "mina-sidor/ansokningar/<uuid:uid>/godkann/",
        "my/claims/<uuid:uid>/accept/",
    ),
    "refuse_claim": (
        "oma/hoitopyynnot/<uuid:uid>/hylkaa/",
        "mina-sidor/ansokningar/<uuid:uid>/avsla/",
        "my/claims/<uuid:uid>/refuse/",
    ),
    "withdraw_claim": (
        "oma/hoitopyynnot/<uuid:uid>/peru/",
        "mina-sidor/ansokningar/<uuid:uid>/aterta/",
        "my/claims/<uuid:uid>/withdraw/",
    ),
    "claim_link": ("hoitopyynto/<str:token>/", "ansokan/<str:token>/", "claim/<str:token>/"),
}
API_KEYS: Paths = {
    "api_keys": ("oma/tili/ohjelmat/", "mina-sidor/konto/program/", "my/account/programs/"),
    "end_api_key": (
        "oma/tili/ohjelmat/<int:pk>/paata/",
        "mina-sidor/konto/program/<int:pk>/avsluta/",
        "my/account/programs/<int:pk>/end/",
    ),
}
LETTERS: Paths = {
    "letters": ("kirjeet/<str:token>/", "brev/<str:token>/", "letters/<str:token>/"),
}
SHARING: Paths = {
    "sharing": (
        "oma/jarjestot/<uuid:organisation>/jakaminen/",
        "mina-sidor/organisationer/<uuid:organisation>/delning/",
        "my/organisations/<uuid:organisation>/sharing/",
    ),
    "own_file": (
        "oma/jarjestot/<uuid:organisation>/tiedosto/<slug:form>/",
        "mina-sidor/organisationer/<uuid:organisation>/fil/<slug:form>/",
        "my/organisations/<uuid:organisation>/file/<slug:form>/",
    ),
    "webhook": (
        "oma/ohjelmat/<uuid:uid>/<slug:act>/",
        "mina-sidor/program/<uuid:uid>/<slug:act>/",
        "my/programs/<uuid:uid>/<slug:act>/",
    ),
    "portal_sharing": (
        "oma/alueet/<slug:key>/jakaminen/",
        "mina-sidor/regioner/<slug:key>/delning/",
        "my/regions/<slug:key>/sharing/",
    ),
}
HARVEST: Paths = {
    "harvest": (
        "oma/alueet/<slug:key>/lahteet/",
        "mina-sidor/regioner/<slug:key>/kallor/",
        "my/regions/<slug:key>/sources/",
    ),
    "harvest_source": (
        "oma/lahteet/<uuid:uid>/<slug:act>/",
        "mina-sidor/kallor/<uuid:uid>/<slug:act>/",
        "my/sources/<uuid:uid>/<slug:act>/",
    ),
}
POSTBOX: Paths = {
    "postbox": ("posti/", "post/", "post-box/"),
    "postbox_letter": ("posti/<slug:key>/", "post/<slug:key>/", "post-box/<slug:key>/"),
    "postbox_html": ("posti/<slug:key>/kirje/", "post/<slug:key>/brev/", "post-box/<slug:key>/letter/"),
}
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
CHECKS: Paths = {
    "check": ("tarkistus/<str:token>/", "kontroll/<str:token>/", "check/<str:token>/"),
    "check_thanks": ("tarkistus/<str:token>/kiitos/", "kontroll/<str:token>/tack/", "check/<str:token>/thanks/"),
    "confirm": ("oma/vahvista/<uuid:uid>/", "mina-sidor/bekrafta/<uuid:uid>/", "my/confirm/<uuid:uid>/"),
    "ask_again": (
        "oma/vahvista/<uuid:uid>/kirje/",
        "mina-sidor/bekrafta/<uuid:uid>/brev/",
        "my/confirm/<uuid:uid>/letter/",
    ),
}
DASHBOARDS: Paths = {
    "freshness": ("oma/ajantasaisuus/", "mina-sidor/aktualitet/", "my/freshness/"),
    "overview": ("oma/tilanne/", "mina-sidor/laget/", "my/overview/"),
    "overview_area": (
        "oma/tilanne/kunta/<slug:code>/",
        "mina-sidor/laget/kommun/<slug:code>/",
        "my/overview/municipality/<slug:code>/",
    ),
    "overview_area_list": (
        "oma/tilanne/kunta/<slug:code>/lista.csv",
        "mina-sidor/laget/kommun/<slug:code>/lista.csv",
        "my/overview/municipality/<slug:code>/list.csv",
    ),
    "overview_portal": (
        "oma/tilanne/alue/<slug:key>/",
        "mina-sidor/laget/region/<slug:key>/",
        "my/overview/region/<slug:key>/",
    ),
    "overview_portal_list": (
        "oma/tilanne/alue/<slug:key>/lista.csv",
        "mina-sidor/laget/region/<slug:key>/lista.csv",
        "my/overview/region/<slug:key>/list.csv",
    ),
}
HELPING: Paths = {
    "queue": ("oma/jono/", "mina-sidor/ko/", "my/queue/"),
    "matter": ("oma/jono/<uuid:uid>/", "mina-sidor/ko/<uuid:uid>/", "my/queue/<uuid:uid>/"),
    "suggestion": ("oma/ehdotukset/<uuid:uid>/", "mina-sidor/forslag/<uuid:uid>/", "my/suggestions/<uuid:uid>/"),
    "reported": ("oma/ilmoitukset/<uuid:uid>/", "mina-sidor/anmalningar/<uuid:uid>/", "my/reports/<uuid:uid>/"),
    "hide": ("oma/piilota/<uuid:uid>/", "mina-sidor/dolj/<uuid:uid>/", "my/hide/<uuid:uid>/"),
    "appeal": ("oikaisupyynto/<str:token>/", "begar-omprovning/<str:token>/", "appeal/<str:token>/"),
    "appealed": ("oma/oikaisut/<uuid:uid>/", "mina-sidor/omprovningar/<uuid:uid>/", "my/appeals/<uuid:uid>/"),
    "history": ("oma/historia/<uuid:uid>/", "mina-sidor/historik/<uuid:uid>/", "my/history/<uuid:uid>/"),
    "change": (
        "oma/historia/<uuid:uid>/<int:number>/",
        "mina-sidor/historik/<uuid:uid>/<int:number>/",
        "my/history/<uuid:uid>/<int:number>/",
    ),
    "undo": ("kumoa/<str:token>/", "angra/<str:token>/", "undo/<str:token>/"),
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
DUPLICATES: Paths = {
    "duplicates": ("oma/kaksoiskappaleet/", "mina-sidor/dubbletter/", "my/duplicates/"),
    "duplicate": (
        "oma/kaksoiskappaleet/<uuid:uid>/",
        "mina-sidor/dubbletter/<uuid:uid>/",
        "my/duplicates/<uuid:uid>/",
    ),
    "unmerge": (
        "oma/kaksoiskappaleet/<uuid:uid>/kumoa/",
        "mina-sidor/dubbletter/<uuid:uid>/angra/",
        "my/duplicates/<uuid:uid>/undo/",
    ),
}
PRIVACY: Paths = {
    "accesses": (
        "oma/jarjestot/<uuid:organisation>/katselut/",
        "mina-sidor/organisationer/<uuid:organisation>/visningar/",
        "my/organisations/<uuid:organisation>/accesses/",
    ),
    "listed": ("miksi-minut-nakyy/<str:token>/", "varfor-syns-jag/<str:token>/", "why-am-i-listed/<str:token>/"),
    "why_listed": ("miksi-minut-nakyy/", "varfor-syns-jag/", "why-am-i-listed/"),
}
PATHS: dict[str, tuple[str, str, str]] = {
    **ACCOUNT,
    **OWN_ACCOUNT,
    **DESK,
    **MANDATES,
    **CLAIMS,
    **ENTRIES,
    **API_KEYS,
    **LETTERS,
    **SHARING,
    **HARVEST,
    **POSTBOX,
    **CHECKS,
    **DASHBOARDS,
    **HELPING,
    **DUPLICATES,
    **PRIVACY,
    **PICTURES,
    **LOOKUPS,
    **GRID,
    **PAPER,
}
register_paths(PATHS)
