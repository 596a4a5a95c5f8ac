"""A block of rounds of the product's own course, played by people who do what their phones ask of them."""

from functools import cache

from tests.rooms.play import Play, Voice
from workshop.core.course import Agenda, Course, Slot
from workshop.courses import loader

BLOCKS = ("m4.q10", "m5.bad_rounds", "m5.mask", "m5.satir_play", "m5.three_f", "m5.coach_drill", "m6.roleplay")


@cache
def whole_course() -> Course:
    return loader.load("customer-service-manager")


def course_of(*blocks: str, mode: str = "full") -> Course:
    """The course with a day of these blocks alone."""
    course = whole_course()
    slots = tuple(Slot(block=block, minutes=30) for block in blocks)
    agenda = Agenda(id="day", mode=mode, title=course.title, slots=slots)  # type: ignore[arg-type]
    return course.model_copy(update={"agendas": (agenda,)})


class Rounds(Play):
    """The block, open at its first step; with more blocks, the first of them."""

    def __init__(self, *blocks: str, people: int = 7, mode: str = "full") -> None:
        super().__init__(course_of(*blocks, mode=mode), tuple(f"Person{n:02}" for n in range(people)))
        self.begin(blocks[0])

    def begin(self, block: str) -> None:
        self.fay("room/open_block", block=block)
        while (self.state.step or "").startswith("before."):
            self.next()

    def come_to(self, place: str) -> None:
        """On and on, until the room is at this place of the block."""
        while self.state.step != place:
            self.next()

    @property
    def groups(self) -> dict[str, dict[str, str]]:
        """Who sits where, in which role, as the wall shows it."""
        shown = self.wall["groups"]
        return {
            group: {
                person: seat["role"] for person, seat in sorted(one["people"].items(), key=lambda it: it[1]["rank"])
            }
            for group, one in shown.items()
        }

    def voice(self, person: str) -> Voice:
        return next(voice for voice in self.people if voice.id == person)

    def with_role(self, role: str, group: str | None = None) -> Voice:
        found = (p for g, seats in self.groups.items() if group in (None, g) for p, r in seats.items() if r == role)
        return self.voice(next(found))

    def group_of(self, person: str) -> str:
        return next(group for group, seats in self.groups.items() if person in seats)

    # --- what people do -----------------------------------------------------------------------------------------

    def act(self, permit: bool = True) -> None:
        """Everybody does what their phone asks; what they write says who wrote it, where and when."""
        for voice in self.people:
            if voice.board.get("group"):
                self._act(voice, permit)

    def _act(self, voice: Voice, permit: bool) -> None:
        self._talk(voice)
        if self.phones["phase"] in ("score", "feedback"):
            self._score(voice, permit)
        self._fill_in(voice, permit)

    def _talk(self, voice: Voice) -> None:
        phones, phase = self.phones, self.phones["phase"]
        if phase == "setup" and phones.get("consent"):
            voice("rounds/agree")
        if phase == "prep":
            if voice.board.get("owner") and voice.board["choice"] == "open":
                voice("rounds/draw_case")
            voice("rounds/say_ready")
        if phase == "play":
            for question in list(voice.board.get("brief", {}).get("questions", {}))[:2]:
                voice("rounds/ask_question", question=question)

    def _fill_in(self, voice: Voice, permit: bool) -> None:
        phones = self.phones
        role = next(seats[voice.id] for seats in self.groups.values() if voice.id in seats)
        for field, asked in phones["fields"].items():
            if asked.get("role", role) != role:
                continue
            if asked["type"] == "text":
                voice("rounds/write", field=field, text=said(self, voice, field))
                if permit and any(tick["type"] == "tick" for tick in phones["fields"].values()):
                    voice("rounds/permit", field=field)
            if asked["type"] == "choice":
                voice("rounds/choose", field=field, option=next(iter(asked["options"])))
        if permit and phones["phase"] == "summary":
            for field in list(voice.board.get("may_show", {})):
                voice("rounds/permit", field=field)

    def _score(self, voice: Voice, permit: bool) -> None:
        mine = voice.board
        if mine.get("self") == {}:
            voice("rounds/rate_self", item=next(iter(mine["scorecard"]["items"])), value=1)
        if "card" not in mine or mine["card"].get("sent"):
            return
        for item in mine["scorecard"]["items"]:
            voice("rounds/rate_item", item=item, value=2)
        for field, line in mine["scorecard"]["fields"].items():
            if line.get("required") and mine["card"]["about"] != voice.id:
                voice("rounds/write", field=field, text=said(self, voice, field))
                if permit and "may_show" in self.phones["fields"]:
                    voice("rounds/permit", field=field)
        voice("rounds/send_card")

    def play_through(self, permit: bool = True) -> list[str]:
        """From where it stands to the end of the block; the places it came through."""
        block, places = self.state.block, []
        while self.state.block == block:
            if not (self.state.step or "").startswith("after."):
                places.append(self.state.step or "")
                self.act(permit)
                if self.phones["phase"] == "summary":
                    for line in list(self.fay.board["lines"]):
                        self.fay("rounds/release_summary", line=line)
            self.next()
        return places


def said(play: Rounds, voice: Voice, field: str) -> str:
    """Words by which whoever reads them can tell who wrote them, in which field and round."""
    return f"{voice.id[-2:]}{field[-4:]}{play.wall['round']}"
