"""Blocks on which every kind is tried: all that the product's own courses can run, and some that go further.

A new kind is tried as soon as a course uses it; what no course uses yet gets a block here.
"""

import os
import random
from functools import cache

from tests.rooms.course import (
    ALL,
    BRIEF,
    CALLS,
    CLUSTER,
    DAY,
    KIND,
    LINE,
    NAME,
    PICK,
    PLACE,
    PRESENT,
    REASON,
    RESOLVE,
    SELF,
    TALK,
    TEAM_FIELDS,
    TICK,
    VOTE,
    WHO,
    WRITE,
    board,
    course,
    form,
    quiz,
    rounds,
    slides,
    sorting,
    step,
    words,
)
from workshop.core.course import Block, Course, Input
from workshop.courses import loader
from workshop.courses.shelves import SHELVES
from workshop.rooms.kinds import config_of, kinds, missing

TURN = int(os.environ.get("CONTRACT_TURN", "0"))
"""A quick run cannot look at every block of a long course: with another turn it looks at other ones."""

_VOLUNTEERS = PRESENT | {"present": {**PRESENT["present"], "who": "volunteers"}}
_CONCLUDED = RESOLVE | {"agree": "none", "fields": RESOLVE["fields"][:1]}
PUBLISH = Input(id="publish", type="text", max_chars=40, privacy="room")
ALIAS = Input(id="alias", type="text", max_chars=12, privacy="self")

_MORE = (
    board(BRIEF, WRITE, TALK, block="b.named", zones=("left", "right"), limits={"right": 2}),
    board(WRITE | {"visible_to": "team", "min_per_author": 1, "max_per_author": 3}, PICK, VOTE, TALK, block="b.picked"),
    board(WRITE | {"visible_to": "self"}, PICK | {"pick": 1}, TALK, block="b.anonymous", identity="anonymous"),
    board(WRITE, VOTE | {"secret_until_close": False}, TALK, block="b.anonymous_vote", identity="anonymous"),
    board(WRITE | {"scope": "team"}, ALL, VOTE, block="b.team", identity="team", note=Input(id="text", type="text")),
    board(WRITE | {"visible_to": "self"}, TALK, block="b.private", privacy="self", line=LINE),
    board(WRITE, VOTE, block="b.seeds", privacy="team", seeds="seed.cards", seeds_as="notes"),
    board(BRIEF, WRITE, block="b.examples", seeds="seed.cards", slides_before=["sl.page"], slides_after=["sl.page"]),
    board(
        WRITE | {"visible_to": "self"},
        CALLS,
        CLUSTER,
        NAME,
        RESOLVE,
        TALK,
        block="b.consensus",
        identity="team",
        asks={"decide": TEAM_FIELDS},
        cluster_suggest=True,
    ),
    board(
        CLUSTER | {"start": "free"},
        NAME | {"length": None},
        VOTE | {"target": "cluster"},
        TALK,
        block="b.clusters",
        asks={"talk": (SELF,)},
        cluster_suggest=True,
        seeds="seed.cards",
        seeds_as="notes",
    ),
    board(
        CLUSTER, NAME | {"length": None}, block="b.names", cluster_suggest=True, seeds="seed.cards", seeds_as="notes"
    ),
    board(VOTE | {"target": "zone"}, TALK, block="b.selves", zones=("left", "right"), asks={"talk": (SELF,)}),
    board(WRITE, CLUSTER | {"start": "free"}, block="b.words", cluster_suggest=True),
    board(_CONCLUDED, block="b.room"),
    board(_CONCLUDED, PRESENT, block="b.concluded", identity="team", asks={"decide": TEAM_FIELDS}),
    board(
        WRITE,
        CLUSTER,
        RESOLVE,
        block="b.hands",
        cluster_suggest=True,
        identity="anonymous",
        asks={"decide": TEAM_FIELDS},
    ),
    board(
        WRITE,
        VOTE | {"target": "zone"},
        RESOLVE | {"agree": "thumb"},
        PRESENT,
        block="b.shown",
        zones=("left", "right"),
    ),
    board(WRITE, _VOLUNTEERS, block="b.volunteers", privacy="team"),
    board(
        WRITE | {"visible_to": "team"},
        PLACE | {"by": "team"},
        VOTE,
        TALK,
        block="b.team_boards",
        privacy="team",
        instances="team",
        identity="team",
        layout="matrix",
        zones=("S", "W", "O", "T"),
        beside=(KIND, DAY),
    ),
    board(
        WRITE | {"zones": ["env"]},
        WRITE | {"id": "fix", "scope": "team", "zones": ["fix"], "ref_each_note": True},
        VOTE,
        block="b.rests",
        privacy="team",
        instances="team",
        identity="team",
        zones=("env", "fix"),
        beside=(WHO | {"required": False},),
    ),
    board(
        WRITE | {"id": "own", "visible_to": "self", "zones": ["open", "hidden"]},
        WRITE | {"id": "others", "visible_to": "self", "zones": ["inbox"], "into": "others"},
        PLACE | {"by": "owner"},
        TALK,
        block="b.window",
        privacy="self",
        instances="person",
        identity="anonymous",
        layout="panes",
        zones=("open", "blind", "hidden", "inbox"),
        tick=TICK.model_copy(update={"id": "open"}),
    ),
    board(
        WRITE | {"id": "others", "visible_to": "self", "zones": ["inbox"], "into": "others"},
        PLACE | {"by": "owner"},
        TALK,
        block="b.inbox",
        privacy="self",
        instances="person",
        zones=("inbox", "kept"),
        layout="panes",
        line=None,
    ),
    board(
        WRITE | {"visible_to": "self"},
        PICK | {"pick": 1},
        block="b.brings",
        privacy="self",
        instances="person",
        layout="matrix",
        zones=("S", "W"),
    ),
    board(WRITE | {"visible_to": "self"}, TALK, block="b.commits", privacy="self", tick=TICK, beside=(DAY,)),
    board(WRITE, PLACE, TALK, block="b.rings", layout="rings", zones=("why", "how", "what")),
    slides(block="s.full", pulse=3, questions=True, personal_note=True),
    slides("sl.one", block="s.plain", reveal="all"),
    sorting("s.two", block="o.alone", tries=2),
    sorting("s.three", block="o.drawn", draw={"full": 4, "short": 2}, discuss_hardest=3),
    sorting("s.match", "s.order", block="o.two_decks", reveal="all", show_ranking="top3", privacy="room"),
    sorting("s.order", block="o.order", talk={"prompt": words("Where do you stop?").model_dump(), "max": 20}),
    sorting("s.two", block="o.pairs", play="pair", show_ranking="top3"),
    sorting(
        "s.three",
        block="o.team",
        play="team",
        privacy="room",
        show_ranking="teams",
        tries=3,
        line=REASON.model_copy(update={"anonymous": False}),
    ),
    sorting("s.two", block="o.narrow", line=REASON.model_copy(update={"privacy": "team"}), placed="warn"),
    sorting("s.two", block="o.own", line=REASON.model_copy(update={"privacy": "self"}), show_ranking="teams"),
    rounds(step("play", "play"), block="r.interview", size=2, interview="qs.mask"),
    rounds(step("play", "play"), block="r.twist", cases=["case.low_qa", "case.abuse"]),
    rounds(step("score", "score", Input(id="card", type="form", role="asks")), block="r.check", scorecard="sc.one"),
    rounds(
        step("summary", "summary", Input(id="line", type="text", max_chars=40), Input(id="may_show", type="check")),
        block="r.lines",
        privacy="room",
    ),
    rounds(
        step("summary", "summary", Input(id="line", type="text"), Input(id="may_show", type="check")),
        block="r.pairs",
        size=2,
    ),
    quiz("q.test", room_view=["total_distribution", "dimension_mean_radar", "item_mean_bars"], allow_retake=True),
    quiz("q.short", quiz="q.tiny", phases="answer talk", room_view=["total_distribution"], allow_retake=True),
    quiz("q.feedback", quiz="q.tiny", phases="brief answer", use="feedback", identity="anonymous"),
    form("f.mine", form="f.tiny", peer_check={"by": "partner", "comment_max": 40}, inputs={"revise": (PUBLISH,)}),
    form("f.secret", form="f.tiny", privacy="self", inputs={"revise": (PUBLISH,)}, phases="fill revise"),
    form(
        "f.drafts",
        form="f.tiny",
        privacy="pair",
        peer_check={"by": "partner", "scorecard": "sc.small"},
        inputs={"fill": (ALIAS,)},
        phases="fill check",
    ),
    form("f.ruled", phases="brief fill revise"),
    form(
        "f.teams",
        form="f.tiny",
        privacy="team",
        scope="team",
        editing="co_edit",
        peer_check={"by": "next_team", "comment_max": 40},
        case_options=["own"],
        phases="fill check",
    ),
    form(
        "f.shown",
        form="f.tiny",
        privacy="team",
        scope="team",
        present={"seconds": 60, "rating": [{"id": "r1", "zh": "清楚", "en": "clear"}], "comment_max": 40},
        phases="present",
    ),
    form(
        "f.forward",
        form="f.tiny",
        privacy="pair",
        present={"seconds": 60, "who": "volunteers", "by": "person", "comment_max": 40},
        phases="present",
    ),
)


@cache
def _packs() -> tuple[Course, ...]:
    return tuple(loader.load(pack.slug) for pack in loader.available())


@cache
def samples(kind: str) -> tuple[Block, ...]:
    """Every sample block of this kind."""
    blocks = [block for pack in _packs() for block in pack.blocks.values()]
    return tuple(block for block in (*_MORE, *blocks) if block.kind == kind and not missing(block))


@cache
def _shuffled(kind: str) -> tuple[Block, ...]:
    return tuple(random.Random(TURN).sample(samples(kind), len(samples(kind))))


def sample(kind: str, seed: int) -> Block:
    """The block for this seed. A quick run looks at some, a full one at all, and each turn at others."""
    return _shuffled(kind)[seed % len(samples(kind))]


RARE = {"NotePutAway": "b.inbox"}
"""What chance seldom brings, with the block in which it is likeliest."""


def seeds_of(kind: str, block: str) -> range:
    """Thirty days of this block."""
    order = [one.id for one in _shuffled(kind)]
    return range(order.index(block), 30 * len(order), len(order))


@cache
def sources_of(block_id: str, kind: str) -> tuple[str, ...]:
    """The blocks from which this one takes something, and those from which they do, the first one first."""
    block = next(sample for sample in samples(kind) if sample.id == block_id)
    found: list[str] = []
    for source in kinds()[kind].activity.sources(config_of(block)):
        earlier = next((pack.blocks[source.block] for pack in _packs() if source.block in pack.blocks), None)
        if earlier and not missing(earlier):
            found += [*sources_of(earlier.id, earlier.kind), earlier.id]
    return tuple(dict.fromkeys(found))


@cache
def course_of(block_id: str, kind: str) -> Course:
    """A day of what this block takes from, the block itself, and a quiet one behind it, with all shelves full."""
    block = next(sample for sample in samples(kind) if sample.id == block_id)
    earlier = [
        next(pack.blocks[name] for pack in _packs() if name in pack.blocks) for name in sources_of(block_id, kind)
    ]
    whole = course(*earlier, block, slides("sl.two", block="z.last", reveal="all"))
    shelves = ("seeds", *(shelf.name for shelf in SHELVES))
    ours = (*_packs(), whole)
    return whole.model_copy(
        update={shelf: {key: part for one in ours for key, part in getattr(one, shelf).items()} for shelf in shelves}
    )
