"""Where one signs in and keeps one's account."""

from raitti.core.addresses import Paths

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
    "linked": (
        "oma/tili/muut-palvelut/",
        "mina-sidor/konto/andra-tjanster/",
        "my/account/other-services/",
    ),
    "sessions": ("oma/tili/istunnot/", "mina-sidor/konto/sessioner/", "my/account/sessions/"),
    "own_data": ("oma/tili/omat-tiedot/", "mina-sidor/konto/mina-uppgifter/", "my/account/own-data/"),
    "erase_account": ("oma/tili/poista/", "mina-sidor/konto/radera/", "my/account/erase/"),
    "account_erased": ("tili-poistettu/", "kontot-raderat/", "account-erased/"),
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
