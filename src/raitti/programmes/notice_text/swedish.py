"""A notice in Swedish."""

from datetime import date
from decimal import Decimal

from raitti.programmes.notice_text.writing import Writer, amount, is_years_end

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_NUMBERS = ["en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva"]


class Swedish(Writer):
    sentences = {
        "title_goes_on": "Projektet fortsätter som planerat {until}: {project}",
        "title_changes": "Verksamheten ändras {year}: {project}",
        "funder": "Finansiären",
        "opening": (
            "{who} fattade beslut om understödet {day}. Här berättar vi vad det betyder för vårt projekt och för er som"
            " vi arbetar tillsammans med."
        ),
        "undecided": "Beslutet om understödet har ännu inte fattats. Här berättar vi vad vi är beredda på.",
        "h_money": "Vad vi sökte och vad vi fick",
        "applied": "Vi sökte {amount} i understöd för {year}.",
        "proposed": "{who} föreslog {amount}.",
        "confirmed": "Beslutet fastställde förslaget.",
        "decided": "Beslutet blev {amount}.",
        "cut": "Vi fick alltså {less} mindre än vi sökte.",
        "cut_so_far": "Det är {less} mindre än vi sökte.",
        "covers": "Understödet är avsett för {months}.",
        "covers_not_year": "Understödet är avsett för {months} i stället för hela året.",
        "carried": "Dessutom använder vi understöd som överförts från tidigare år.",
        "carried_suffices": (
            "Av tidigare års understöd finns det ändå så mycket kvar att det täcker verksamheten {until}."
        ),
        "conditions": "I beslutet står det: ”{words}”",
        "h_meaning": "Vad det här betyder",
        "as_planned": "Ingenting avbryts: projektets verksamhet fortsätter som planerat {until}.",
        "works_until": "Projektets verksamhet fortsätter {until}.",
        "leave": "De sista semestrarna tas ut i {month}, och därmed avslutas projektet.",
        "earlier": "Vi hade planerat att fortsätta {hoped}.",
        "nothing_new": "Ny verksamhet inleder vi inte under den tiden.",
        "h_focus": "Vad vi koncentrerar oss på {year}",
        "h_goes_on": "Vad som fortsätter",
        "h_narrows": "Vad som blir mindre",
        "h_ends_early": "Vad som avslutas tidigare",
        "h_stops": "Vad vi inte fortsätter med",
        "h_not_begun": "Vad vi inte börjar med",
        "h_closing": "Så avslutar vi projektet",
        "h_lives_on": "Vad som lever vidare",
        "wish": "Vi vill att det vi åstadkommit tillsammans lever vidare också efter projektet.",
        "wish_open": "Kan du ta över något av detta? Hör av dig.",
        "structure_handed_over": "{name}: {receiver} ansvarar nu",
        "structure_offered": "{name}: {receiver} tar över ansvaret",
        "structure_offered_by": "{name}: {receiver} tar över ansvaret, senast {day}",
        "structure_ended": "{name}: upphör med projektet",
        "structure_open": "{name}: vi söker någon som tar över",
        "thanks": (
            "Tack till er alla som vi har fått göra det här arbetet tillsammans med. Vi tar fortfarande gärna emot"
            " tankar och förslag."
        ),
        "contact": "Fråga mer: {ways}",
    }
    reasons = {
        "money": "pengarna inte räcker",
        "staff": "arbetstiden inte räcker",
        "money_and_staff": "pengarna och arbetstiden inte räcker",
        "time": "tiden inte räcker",
        "needs": "det behöver verksamhet som inte fortsätter",
        "worth": "annan verksamhet går före",
        "order": "annan verksamhet går före",
    }
    shared_reasons = {
        "money": "Pengarna räcker inte till det här.",
        "staff": "Arbetstiden räcker inte till det här.",
        "money_and_staff": "Pengarna och arbetstiden räcker inte till det här.",
        "time": "Tiden räcker inte till det här innan projektet slutar.",
        "worth": "Annan verksamhet går före.",
        "order": "Annan verksamhet går före.",
    }
    shares = (
        (Decimal(1) / 4, "en fjärdedel"),
        (Decimal(1) / 3, "en tredjedel"),
        (Decimal(1) / 2, "hälften"),
        (Decimal(2) / 3, "två tredjedelar"),
        (Decimal(3) / 4, "tre fjärdedelar"),
    )

    def to(self, month: int) -> str:
        year, of_year = divmod(month, 12)
        return f"till slutet av {year}" if is_years_end(month) else f"till {_MONTHS[of_year]} {year}"

    def within(self, month: int) -> str:
        return _MONTHS[month % 12]

    def day(self, day: date) -> str:
        return f"den {day.day} {_MONTHS[day.month - 1]} {day.year}"

    def euros(self, euros: Decimal) -> str:
        return f"{amount(euros)} euro"

    def months(self, months: int) -> str:
        number = _NUMBERS[months - 1] if months <= len(_NUMBERS) else str(months)
        return f"{number} {'månad' if months == 1 else 'månader'}"
