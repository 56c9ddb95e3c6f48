"""Where those who keep an organisation's page do so: roles, claims, sharing with other systems."""

from raitti.core.addresses import Paths

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
        "oma/jakaminen/<uuid:uid>/<slug:act>/",
        "mina-sidor/delning/<uuid:uid>/<slug:act>/",
        "my/programs/<uuid:uid>/<slug:act>/",
    ),
    "portal_sharing": (
        "oma/alueet/<slug:key>/jakaminen/",
        "mina-sidor/regioner/<slug:key>/delning/",
        "my/regions/<slug:key>/sharing/",
    ),
}
