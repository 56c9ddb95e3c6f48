"""Where programmes, projects, their money and plans are looked after."""

from raitti.core.addresses import Paths, under

_PROJECT = ("oma/hankkeet/<uuid:project>/", "mina-sidor/projekt/<uuid:project>/", "my/projects/<uuid:project>/")
_SCENARIO = ("oma/laskelmat/<uuid:scenario>/", "mina-sidor/kalkyler/<uuid:scenario>/", "my/scenarios/<uuid:scenario>/")
_GRANT = ("oma/avustukset/<uuid:grant>/", "mina-sidor/understod/<uuid:grant>/", "my/grants/<uuid:grant>/")

_PROGRAMME = (
    "oma/ohjelmat/<uuid:programme>/",
    "mina-sidor/program/<uuid:programme>/",
    "my/programmes/<uuid:programme>/",
)
# What was worked out for all projects of a programme together.
_TOGETHER = (
    "oma/yhteislaskelmat/<uuid:scenario>/",
    "mina-sidor/gemensamma-kalkyler/<uuid:scenario>/",
    "my/joint-scenarios/<uuid:scenario>/",
)
_STRUCTURE = (
    "oma/rakenteet/<uuid:structure>/",
    "mina-sidor/strukturer/<uuid:structure>/",
    "my/structures/<uuid:structure>/",
)

PROJECTS: Paths = {
    "own_projects": ("oma/hankkeet/", "mina-sidor/projekt/", "my/projects/"),
    "own_project": _PROJECT,
    "project_edit": under(_PROJECT, "tiedot/", "uppgifter/", "details/"),
    "project_work": under(_PROJECT, "toiminnot/", "verksamhet/", "activities/"),
    "work_file": under(_PROJECT, "toiminnot/tiedostosta/", "verksamhet/fran-fil/", "activities/from-file/"),
    "work_row": under(
        _PROJECT,
        "toiminnot/<slug:sort>/<int:number>/",
        "verksamhet/<slug:sort>/<int:number>/",
        "activities/<slug:sort>/<int:number>/",
    ),
    "work_act": under(
        _PROJECT,
        "toiminnot/<slug:sort>/<int:number>/<slug:act>/",
        "verksamhet/<slug:sort>/<int:number>/<slug:act>/",
        "activities/<slug:sort>/<int:number>/<slug:act>/",
    ),
}
PLANS: Paths = {
    "plans": under(_PROJECT, "suunnitelmat/", "planer/", "plans/"),
    "plan_ask": under(_PROJECT, "suunnitelmat/laske/", "planer/berakna/", "plans/solve/"),
    "plan_compare": under(_PROJECT, "suunnitelmat/vertaa/", "planer/jamfor/", "plans/compare/"),
    "plan_version": under(_PROJECT, "suunnitelmat/<int:number>/", "planer/<int:number>/", "plans/<int:number>/"),
    "plan_version_file": under(
        _PROJECT,
        "suunnitelmat/<int:number>/suunnitelma.<slug:form>",
        "planer/<int:number>/plan.<slug:form>",
        "plans/<int:number>/plan.<slug:form>",
    ),
    "plan_permission": under(
        _PROJECT,
        "suunnitelmat/<int:number>/muutoshakemus/",
        "planer/<int:number>/andringsansokan/",
        "plans/<int:number>/change-application/",
    ),
    "scenario": _SCENARIO,
    "scenario_file": under(_SCENARIO, "suunnitelma.<slug:form>", "plan.<slug:form>", "plan.<slug:form>"),
    "scenario_what_if": under(_SCENARIO, "entapa-jos/", "tank-om/", "what-if/"),
    "scenario_act": under(_SCENARIO, "tee/<slug:act>/", "gor/<slug:act>/", "do/<slug:act>/"),
    "plan_accept": under(_SCENARIO, "hyvaksy/", "godkann/", "accept/"),
}
MONEY: Paths = {
    "money": under(_PROJECT, "rahat/", "pengar/", "money/"),
    "grant_open": under(_PROJECT, "rahat/uusi-avustus/", "pengar/nytt-understod/", "money/new-grant/"),
    "grant_decision": under(_GRANT, "paatos/", "beslut/", "decision/"),
    "grant_entry": under(_GRANT, "kirjaa/<slug:kind>/", "for-in/<slug:kind>/", "enter/<slug:kind>/"),
    "payment_plan": under(_GRANT, "maksusuunnitelma/", "betalningsplan/", "payment-plan/"),
    "instalment_drop": under(
        _GRANT, "maksusuunnitelma/<int:pk>/poista/", "betalningsplan/<int:pk>/ta-bort/", "payment-plan/<int:pk>/remove/"
    ),
    "clock": under(_PROJECT, "vuosikello/", "arsklocka/", "year-clock/"),
    "clock_mark": under(
        _PROJECT,
        "vuosikello/<int:year>/<slug:what>/",
        "arsklocka/<int:year>/<slug:what>/",
        "year-clock/<int:year>/<slug:what>/",
    ),
    "entry_correct": (
        "oma/kirjaukset/<uuid:entry>/oikaise/",
        "mina-sidor/bokforingar/<uuid:entry>/ratta/",
        "my/entries/<uuid:entry>/correct/",
    ),
}
STRUCTURES: Paths = {
    "structures": under(_PROJECT, "rakenteet/", "strukturer/", "structures/"),
    "structure_new": under(_PROJECT, "rakenteet/uusi/", "strukturer/ny/", "structures/new/"),
    "project_close": under(_PROJECT, "paata/", "avsluta/", "close/"),
    "project_archive": under(_PROJECT, "arkisto.zip", "arkiv.zip", "archive.zip"),
    "structure": _STRUCTURE,
    "structure_edit": under(_STRUCTURE, "muokkaa/", "redigera/", "edit/"),
    "structure_receiver": under(_STRUCTURE, "vastaanottaja/", "mottagare/", "receiver/"),
    "structure_step": under(_STRUCTURE, "vaihe/<slug:step>/", "steg/<slug:step>/", "step/<slug:step>/"),
    "structure_act": under(_STRUCTURE, "tee/<slug:act>/", "gor/<slug:act>/", "do/<slug:act>/"),
    "structure_offer": under(_STRUCTURE, "tarjoa/", "erbjud/", "offer/"),
    "structure_accept": under(_STRUCTURE, "ota-vastaan/", "ta-emot/", "accept/"),
    "structure_decline": under(_STRUCTURE, "kieltaydy/", "avboj/", "decline/"),
    "structure_end": under(_STRUCTURE, "lopeta/", "upphor/", "end/"),
    "structure_attach": under(_STRUCTURE, "liitteet/", "bilagor/", "files/"),
    "structure_file": under(_STRUCTURE, "liitteet/<uuid:file>/", "bilagor/<uuid:file>/", "files/<uuid:file>/"),
    "structure_file_remove": under(
        _STRUCTURE, "liitteet/<uuid:file>/poista/", "bilagor/<uuid:file>/ta-bort/", "files/<uuid:file>/remove/"
    ),
    "structure_package": under(_STRUCTURE, "luovutuspaketti.zip", "overlatelsepaket.zip", "handover.zip"),
}
_NOTICE = under(_PROJECT, "tiedotteet/<int:number>/", "meddelanden/<int:number>/", "notices/<int:number>/")
NOTICES: Paths = {
    "own_notices": under(_PROJECT, "tiedotteet/", "meddelanden/", "notices/"),
    "own_notice": _NOTICE,
    "own_notice_edit": under(_NOTICE, "muokkaa/", "redigera/", "edit/"),
    "own_notice_text": under(
        _NOTICE, "tiedote-<slug:tongue>.txt", "meddelande-<slug:tongue>.txt", "notice-<slug:tongue>.txt"
    ),
    "own_notice_act": under(_NOTICE, "tee/<slug:act>/", "gor/<slug:act>/", "do/<slug:act>/"),
}
CAMPAIGNS: Paths = {
    "pleas": under(_PROJECT, "vaikuttaminen/", "paverkan/", "pleas/"),
    "plea_new": under(_PROJECT, "vaikuttaminen/uusi/", "paverkan/ny/", "pleas/new/"),
    "plea_edit": under(_PROJECT, "vaikuttaminen/<int:pk>/", "paverkan/<int:pk>/", "pleas/<int:pk>/"),
    "programme_pleas": under(_PROGRAMME, "vaikuttaminen/", "paverkan/", "pleas/"),
    "programme_plea_new": under(_PROGRAMME, "vaikuttaminen/uusi/", "paverkan/ny/", "pleas/new/"),
    "programme_plea_edit": under(_PROGRAMME, "vaikuttaminen/<int:pk>/", "paverkan/<int:pk>/", "pleas/<int:pk>/"),
    "campaign_new": under(_PROJECT, "kampanjat/uusi/", "kampanjer/ny/", "campaigns/new/"),
    "campaign_edit": under(_PROJECT, "kampanjat/<int:pk>/", "kampanjer/<int:pk>/", "campaigns/<int:pk>/"),
    "supports": under(
        _PROJECT, "kampanjat/<int:pk>/kannatukset/", "kampanjer/<int:pk>/stod/", "campaigns/<int:pk>/supports/"
    ),
    "programme_campaign_new": under(_PROGRAMME, "kampanjat/uusi/", "kampanjer/ny/", "campaigns/new/"),
    "programme_campaign_edit": under(_PROGRAMME, "kampanjat/<int:pk>/", "kampanjer/<int:pk>/", "campaigns/<int:pk>/"),
    "programme_supports": under(
        _PROGRAMME, "kampanjat/<int:pk>/kannatukset/", "kampanjer/<int:pk>/stod/", "campaigns/<int:pk>/supports/"
    ),
}
PROGRAMMES: Paths = {
    "own_programme": _PROGRAMME,
    "programme_edit": under(_PROGRAMME, "tiedot/", "uppgifter/", "details/"),
    "programme_plans": under(_PROGRAMME, "suunnitelmat/", "planer/", "plans/"),
    "programme_plan_ask": under(_PROGRAMME, "suunnitelmat/laske/", "planer/berakna/", "plans/solve/"),
    "programme_plan_read": under(_PROGRAMME, "suunnitelmat/tiedostosta/", "planer/fran-fil/", "plans/from-file/"),
    "programme_scenario": _TOGETHER,
    "programme_part": under(_TOGETHER, "<int:number>/", "<int:number>/", "<int:number>/"),
    "programme_scenario_act": under(_TOGETHER, "tee/<slug:act>/", "gor/<slug:act>/", "do/<slug:act>/"),
    "programme_scenario_file": under(_TOGETHER, "suunnitelmat.<slug:form>", "planer.<slug:form>", "plans.<slug:form>"),
    "programme_file": under(_PROGRAMME, "hankkeet.<slug:form>", "projekt.<slug:form>", "projects.<slug:form>"),
}
