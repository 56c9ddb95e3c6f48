"""A notice in English."""

from datetime import date
from decimal import Decimal

from raitti.programmes.notice_text.material import Work
from raitti.programmes.notice_text.writing import Writer, amount, is_years_end

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]


class English(Writer):
    sentences = {
        "title_goes_on": "The project goes on as planned until {until}: {project}",
        "title_changes": "Changes to our work in {year}: {project}",
        "funder": "the funder",
        "opening": (
            "The decision on our grant was made on {day} ({who}). Here we tell what it means for the project and for"
            " you who work with us."
        ),
        "undecided": "Our grant has not been decided yet. Here we tell what we have prepared for.",
        "h_money": "What we asked for and what we got",
        "applied": "We applied for {amount} for {year}.",
        "proposed": "The proposal was {amount} ({who}).",
        "confirmed": "The decision confirmed the proposal.",
        "decided": "The decision was {amount}.",
        "cut": "So we got {less} less than we applied for.",
        "cut_so_far": "That is {less} less than we applied for.",
        "covers": "The grant is meant for {months}.",
        "covers_not_year": "The grant is meant for {months} instead of the whole year.",
        "carried": "We also use money carried over from earlier years.",
        "carried_suffices": (
            "Still, enough money has been carried over from earlier years to keep the work going until {until}."
        ),
        "conditions": "The decision says: “{words}”",
        "h_meaning": "What this means",
        "as_planned": "Nothing breaks off: the project’s work goes on as planned until {until}.",
        "works_until": "The project’s work goes on until {until}.",
        "leave": "The last holidays are taken in {month}, and with that the project ends.",
        "earlier": "We had planned to go on until {hoped}.",
        "nothing_new": "We start nothing new during this time.",
        "h_focus": "What comes first in {year}",
        "h_goes_on": "What goes on",
        "h_narrows": "What becomes smaller",
        "h_ends_early": "What ends earlier",
        "h_stops": "What we no longer do",
        "h_not_begun": "What we do not start",
        "h_closing": "How we close the project",
        "h_lives_on": "What lives on",
        "wish": "We want what we built together to live on after the project.",
        "wish_open": "Could you take over any of this? Please get in touch.",
        "structure_handed_over": "{name}: now looked after by {receiver}",
        "structure_offered": "{name}: {receiver} takes over",
        "structure_offered_by": "{name}: {receiver} takes over by {day}",
        "structure_ended": "{name}: ends with the project",
        "structure_open": "{name}: we are looking for someone to take over",
        "thanks": (
            "Thank you all for letting us do this work together with you. We are still glad to hear your thoughts and"
            " suggestions."
        ),
        "contact": "Ask us: {ways}",
    }
    reasons = {
        "money": "there is not enough money",
        "staff": "there is not enough working time",
        "money_and_staff": "there is not enough money and working time",
        "time": "there is not enough time",
        "needs": "it would need work that does not go on",
        "worth": "other work goes first",
        "order": "other work goes first",
    }
    shared_reasons = {
        "money": "There is not enough money for this.",
        "staff": "There is not enough working time for this.",
        "money_and_staff": "There is not enough money and working time for this.",
        "time": "There is not enough time for this before the project ends.",
        "worth": "Other work goes first.",
        "order": "Other work goes first.",
    }
    shares = (
        (Decimal(1) / 4, "a quarter"),
        (Decimal(1) / 3, "a third"),
        (Decimal(1) / 2, "half"),
        (Decimal(2) / 3, "two thirds"),
        (Decimal(3) / 4, "three quarters"),
    )

    def to(self, month: int) -> str:
        year, of_year = divmod(month, 12)
        return f"the end of {year}" if is_years_end(month) else f"{_MONTHS[of_year]} {year}"

    def within(self, month: int) -> str:
        return _MONTHS[month % 12]

    def day(self, day: date) -> str:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def euros(self, euros: Decimal) -> str:
        return f"€{amount(euros, space=',', mark='.')}"

    def months(self, months: int) -> str:
        number = _NUMBERS[months - 1] if months <= len(_NUMBERS) else str(months)
        return f"{number} {'month' if months == 1 else 'months'}"

    def _until(self, each: Work) -> str:
        return each.name if each.last is None else f"{each.name}, until {self.to(each.last)}"
