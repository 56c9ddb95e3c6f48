"""How a notice is built up, in whatever language: which sentences there are, in which order."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from raitti.programmes.notice_text.material import LivesOn, Material, Work

_DECEMBER = 11
_YEAR = 12
# How near a share must be to a simple one to be called by its name.
_NEAR = Decimal("0.005")


class Writer(ABC):
    """One language: its sentences by name, and how it writes days, months and amounts."""

    sentences: Mapping[str, str]
    # Why something cannot go on, by `Work.why`: after a dash, and as a sentence about all that is listed under it.
    reasons: Mapping[str, str]
    shared_reasons: Mapping[str, str]
    # Simple shares by their size, most exact first.
    shares: Sequence[tuple[Decimal, str]]

    @abstractmethod
    def to(self, month: int) -> str:
        """Until the end of a month: "marraskuuhun 2020"."""

    @abstractmethod
    def within(self, month: int) -> str:
        """In a month: "joulukuussa"."""

    @abstractmethod
    def day(self, day: date) -> str: ...

    @abstractmethod
    def euros(self, euros: Decimal) -> str: ...

    @abstractmethod
    def months(self, months: int) -> str:
        """A number of months, as the sentence `covers` needs it."""

    def write(self, told: Material) -> tuple[str, str]:
        """The title and the text."""
        return self._title(told), "\n\n".join(part for part in self._parts(told) if part)

    def _say(self, sentence: str, /, **words: object) -> str:
        return self.sentences[sentence].format(**words)

    def _title(self, told: Material) -> str:
        if told.goes_to_the_end:
            return self._say("title_goes_on", until=self.to(told.ends), project=told.project)
        return self._say("title_changes", year=told.year, project=told.project)

    def _parts(self, told: Material) -> list[str]:
        return [
            self._opening(told),
            self._section("money", self._money(told), self._months(told), self._conditions(told)),
            self._section("meaning", self._meaning(told)),
            self._section("focus", _bullets(told.focuses), year=told.year),
            self._section("goes_on", _bullets([self._goes_on(each, told) for each in told.goes_on])),
            self._lessened("narrows", told.narrows, lambda each: f"{self._until(each)}: {each.level}"),
            self._lessened("ends_early", told.ends_early, self._until),
            self._lessened("stops", told.stops, lambda each: each.name),
            self._lessened("not_begun", told.not_begun, lambda each: each.name),
            self._section("closing", _bullets([f"{each.name} ({each.period})" for each in told.closing])),
            self._section("lives_on", self._wish(told), _bullets([self._structure(each) for each in told.lives_on])),
            self.sentences["thanks"],
            self._contact(told),
            f"{told.project}\n{told.host}",
        ]

    def _section(self, name: str, /, *parts: str, **words: object) -> str:
        """A heading with its parts; nothing where they say nothing."""
        inside = [part for part in parts if part]
        return "\n\n".join([self._say(f"h_{name}", **words), *inside]) if inside else ""

    def _opening(self, told: Material) -> str:
        if told.decided_on is None:
            return self.sentences["undecided"]
        return self._say("opening", who=told.decider or self.sentences["funder"], day=self.day(told.decided_on))

    def _money(self, told: Material) -> str:
        said = []
        if told.applied is not None:
            said.append(self._say("applied", year=told.year, amount=self.euros(told.applied)))
        if told.proposed is not None:
            who = told.proposer or self.sentences["funder"]
            said.append(self._say("proposed", who=who, amount=self.euros(told.proposed)))
        if told.decided is not None:
            name = "confirmed" if told.decided == told.proposed else "decided"
            said.append(self._say(name, amount=self.euros(told.decided)))
        if told.cut is not None:
            name = "cut" if told.decided is not None else "cut_so_far"
            said.append(self._say(name, less=self._less(told)))
        return " ".join(said)

    def _less(self, told: Material) -> str:
        """How much less than applied for: a simple share where it is one, else euros."""
        share = told.cut or Decimal(0)
        named = next((words for size, words in self.shares if abs(share - size) < _NEAR), "")
        return named or self.euros((told.applied or Decimal(0)) - (told.given or Decimal(0)))

    def _months(self, told: Material) -> str:
        said = []
        if told.covers and told.asked_months and told.covers < told.asked_months:
            name = "covers_not_year" if told.asked_months == _YEAR else "covers"
            said.append(self._say(name, months=self.months(told.covers)))
        if told.carried_most and told.ends >= told.hoped_until:
            said.append(self._say("carried_suffices", until=self.to(told.ends)))
        elif told.carried:
            said.append(self.sentences["carried"])
        return " ".join(said)

    def _conditions(self, told: Material) -> str:
        return self._say("conditions", words=told.conditions) if told.conditions else ""

    def _meaning(self, told: Material) -> str:
        if told.goes_to_the_end:
            return self._say("as_planned", until=self.to(told.ends))
        said = [self._say("works_until", until=self.to(told.works_until))]
        if told.works_until < told.ends:
            said.append(self._say("leave", month=self.within(told.ends)))
        if told.hoped_until > told.ends:
            said.append(self._say("earlier", hoped=self.to(told.hoped_until)))
        if told.not_begun:
            said.append(self.sentences["nothing_new"])
        return " ".join(said)

    def _lessened(self, name: str, work: tuple[Work, ...], tell: Callable[[Work], str]) -> str:
        """What there is less of: the reason once where all share it, else with each."""
        reasons = {each.why for each in work}
        if len(reasons) == 1 and reasons <= self.shared_reasons.keys():
            shared = self.shared_reasons[next(iter(reasons))]
            return self._section(name, shared, _bullets([tell(each) for each in work]))
        return self._section(name, _bullets([tell(each) + self._why(each) for each in work]))

    def _why(self, each: Work) -> str:
        if each.why not in self.reasons:
            return ""
        names = f": {', '.join(each.needs)}" if each.why == "needs" and each.needs else ""
        return f" – {self.reasons[each.why]}{names}"

    def _goes_on(self, each: Work, told: Material) -> str:
        """With its month where that is not the project's own, which has been told."""
        return each.name if each.last is not None and each.last >= told.works_until else self._until(each)

    def _until(self, each: Work) -> str:
        return each.name if each.last is None else f"{each.name}, {self.to(each.last)}"

    def _wish(self, told: Material) -> str:
        if not told.lives_on:
            return ""
        is_open = any(each.state == "open" for each in told.lives_on)
        return self.sentences["wish"] + (" " + self.sentences["wish_open"] if is_open else "")

    def _structure(self, each: LivesOn) -> str:
        name = "offered_by" if each.state == "offered" and each.due else each.state
        due = self.day(each.due) if each.due else ""
        return self._say(f"structure_{name}", name=each.name, receiver=each.receiver, day=due)

    def _contact(self, told: Material) -> str:
        ways = ", ".join(way for way in (told.email, told.phone) if way)
        return self._say("contact", ways=ways) if ways else ""


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def amount(euros: Decimal, *, space: str = " ", mark: str = ",") -> str:
    """ "159 000", with cents where there are any. `space` stands between thousands, `mark` before cents."""
    whole, cents = divmod(euros.quantize(Decimal("0.01")), 1)
    written = f"{int(whole):,}".replace(",", space)
    return f"{written}{mark}{int(cents * 100):02d}" if cents else written


def is_years_end(month: int) -> bool:
    return month % _YEAR == _DECEMBER
