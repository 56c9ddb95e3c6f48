"""A notice in Finnish."""

from datetime import date
from decimal import Decimal

from raitti.programmes.notice_text.writing import Writer, amount, is_years_end

_MONTHS = (
    *("tammi", "helmi", "maalis", "huhti", "touko", "kesä"),
    *("heinä", "elo", "syys", "loka", "marras", "joulu"),
)
_NUMBERS = (
    *("yhdeksi", "kahdeksi", "kolmeksi", "neljäksi", "viideksi", "kuudeksi", "seitsemäksi", "kahdeksaksi"),
    *("yhdeksäksi", "kymmeneksi", "yhdeksitoista"),
)


class Finnish(Writer):
    sentences = {
        "title_goes_on": "Hanke jatkuu suunnitellusti {until}: {project}",
        "title_changes": "Muutoksia toimintaan vuonna {year}: {project}",
        "funder": "Rahoittaja",
        "opening": (
            "{who} teki avustuspäätöksen {day}. Kerromme tässä, mitä se merkitsee hankkeellemme ja teille, joiden"
            " kanssa teemme työtä."
        ),
        "undecided": "Avustuspäätöstä ei ole vielä tehty. Kerromme tässä, mihin olemme varautuneet.",
        "h_money": "Mitä haimme ja mitä saimme",
        "applied": "Haimme vuodelle {year} avustusta {amount}.",
        "proposed": "{who} ehdotti {amount}.",
        "confirmed": "Päätös vahvisti ehdotuksen.",
        "decided": "Päätös oli {amount}.",
        "cut": "Saimme siis {less} vähemmän kuin haimme.",
        "cut_so_far": "Se on {less} vähemmän kuin haimme.",
        "covers": "Avustus on tarkoitettu {months}.",
        "covers_not_year": "Avustus on tarkoitettu {months} koko vuoden sijaan.",
        "carried": "Lisäksi käytämme edellisiltä vuosilta siirtyvää avustusta.",
        "carried_suffices": (
            "Edellisiltä vuosilta siirtyvää avustusta on kuitenkin käytössä sen verran, että se kattaa toiminnan"
            " {until}."
        ),
        "conditions": "Päätöksessä sanotaan: ”{words}”",
        "h_meaning": "Mitä tämä tarkoittaa",
        "as_planned": "Mikään ei katkea: hankkeen toiminta jatkuu suunnitellusti {until}.",
        "works_until": "Hankkeen toiminta jatkuu {until}.",
        "leave": "Viimeiset lomat pidetään {month}, ja siihen hanke päättyy.",
        "earlier": "Olimme suunnitelleet jatkavamme {hoped}.",
        "nothing_new": "Uutta toimintaa emme tänä aikana aloita.",
        "h_focus": "Mihin keskitymme vuonna {year}",
        "h_goes_on": "Mikä jatkuu",
        "h_narrows": "Mikä supistuu",
        "h_ends_early": "Mikä päättyy aiemmin",
        "h_stops": "Mitä emme enää jatka",
        "h_not_begun": "Mitä emme aloita",
        "h_closing": "Miten päätämme hankkeen",
        "h_lives_on": "Mitä jää elämään",
        "wish": "Haluamme, että se, mitä yhdessä saimme aikaan, elää hankkeen jälkeenkin.",
        "wish_open": "Jos voisit jatkaa jotakin näistä, ota yhteyttä.",
        "structure_handed_over": "{name}: vastuussa on nyt {receiver}",
        "structure_offered": "{name}: vastuun ottaa {receiver}",
        "structure_offered_by": "{name}: vastuun ottaa {receiver}, viimeistään {day}",
        "structure_ended": "{name}: päättyy hankkeen mukana",
        "structure_open": "{name}: etsimme jatkajaa",
        "thanks": (
            "Kiitos teille kaikille, joiden kanssa olemme saaneet tehdä tätä työtä. Otamme edelleen mielellämme vastaan"
            " ajatuksia ja ehdotuksia."
        ),
        "contact": "Kysy lisää: {ways}",
    }
    reasons = {
        "money": "raha ei riitä",
        "staff": "työaika ei riitä",
        "money_and_staff": "raha ja työaika eivät riitä",
        "time": "aika ei riitä",
        "needs": "se tarvitsisi toimintaa, joka ei jatku",
        "worth": "muu toiminta menee edelle",
        "order": "muu toiminta menee edelle",
    }
    shared_reasons = {
        "money": "Raha ei riitä.",
        "staff": "Työaika ei riitä.",
        "money_and_staff": "Raha ja työaika eivät riitä.",
        "time": "Aika ei riitä ennen hankkeen loppua.",
        "worth": "Muu toiminta menee edelle.",
        "order": "Muu toiminta menee edelle.",
    }
    shares = (
        (Decimal(1) / 4, "neljänneksen"),
        (Decimal(1) / 3, "kolmanneksen"),
        (Decimal(1) / 2, "puolet"),
        (Decimal(2) / 3, "kaksi kolmannesta"),
        (Decimal(3) / 4, "kolme neljännestä"),
    )

    def to(self, month: int) -> str:
        year, of_year = divmod(month, 12)
        return f"vuoden {year} loppuun" if is_years_end(month) else f"{_MONTHS[of_year]}kuuhun {year}"

    def within(self, month: int) -> str:
        return f"{_MONTHS[month % 12]}kuussa"

    def day(self, day: date) -> str:
        return f"{day.day}.{day.month}.{day.year}"

    def euros(self, euros: Decimal) -> str:
        return f"{amount(euros)} euroa"

    def months(self, months: int) -> str:
        if months <= len(_NUMBERS):
            return f"{_NUMBERS[months - 1]} kuukaudeksi"
        return f"{months} kuukaudeksi"
