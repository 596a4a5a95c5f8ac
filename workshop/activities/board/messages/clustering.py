"""Notes come together: pairs first, then clusters under a symbol; what fits nowhere is set aside."""

from __future__ import annotations

from typing import Any, Literal

from workshop.activities.board import suggest
from workshop.activities.board.known import LOOSE
from workshop.activities.board.messages.who import Facilitates, Participates
from workshop.core.activity import Event, PersonId, SlowCommand


class SuggestPair(Participates):
    """These two belong together, I think; the facilitator sees it and accepts it or not."""

    type: Literal["board/suggest_pair"]
    notes: list[str]
    on: bool = True


class GroupNotes(Facilitates):
    """Put these notes into a cluster, or into a new one."""

    type: Literal["board/group_notes"]
    notes: list[str]
    cluster: str | None = None


class LoosenNotes(Facilitates):
    """Take these notes out of their clusters, or bring them back from where they were set aside."""

    type: Literal["board/loosen_notes"]
    notes: list[str]


class SetAside(Facilitates):
    """These notes belong to no cluster."""

    type: Literal["board/set_aside"]
    notes: list[str]


class MarkRest(Facilitates):
    """Whatever is in no cluster yet is set aside."""

    type: Literal["board/mark_rest"]


class MergeClusters(Facilitates):
    """All notes of one cluster go into another."""

    type: Literal["board/merge_clusters"]
    cluster: str
    into: str


class SplitCluster(Facilitates):
    """Some notes of a cluster become one of their own."""

    type: Literal["board/split_cluster"]
    cluster: str
    notes: list[str]


class SetClustering(Facilitates):
    """Pairs only, or clusters of any size."""

    type: Literal["board/set_clustering"]
    to: Literal["pairs", "clusters"]


class SuggestClusters(Facilitates, SlowCommand):
    """Look for notes that use the same words. ``groups`` is what was found; the server writes it."""

    type: Literal["board/suggest_clusters"]
    groups: list[list[str]] = []

    def thought_over(self, state: Any) -> SuggestClusters:
        loose = [note for note in state.targets() if state.clusters.place(note.id) == LOOSE]
        texts = {note.id: note.text or (note.words.zh if note.words else "") for note in loose}
        pairs = getattr(state.current(), "start", "free") == "pairs" and not state.clusters.freed
        return self.model_copy(update={"groups": suggest.groups(texts, pairs=pairs)})


class AcceptSuggestion(Facilitates):
    type: Literal["board/accept_suggestion"]
    suggestion: str


class DismissSuggestion(Facilitates):
    type: Literal["board/dismiss_suggestion"]
    suggestion: str


class MergeNotes(Facilitates):
    """Two notes say the same: from now on they are one, which keeps the words of ``into``."""

    type: Literal["board/merge_notes"]
    note: str
    into: str


class SeparateNote(Facilitates):
    """A note that was made one with another stands alone again."""

    type: Literal["board/separate_note"]
    note: str


class NotesClustered(Event):
    """Where these notes are now, by note: a cluster, nowhere (empty), aside (``-``).

    ``made`` holds the symbols of new clusters, ``freed`` those that nobody uses any more; ``gone`` are clusters that
    had been made by mistake.
    """

    type: Literal["board/notes_clustered"] = "board/notes_clustered"
    places: dict[str, str]
    made: dict[str, int] = {}
    gone: list[str] = []
    freed: list[int] = []


class ClusteringMoved(Event):
    type: Literal["board/clustering_moved"] = "board/clustering_moved"
    to: Literal["pairs", "clusters"]


class PairSuggested(Event):
    """Somebody finds that these two belong together, or not any more. ``suggestion`` is the same for the same two."""

    type: Literal["board/pair_suggested"] = "board/pair_suggested"
    suggestion: str
    notes: list[str]
    person: PersonId
    on: bool = True


class ClustersSuggested(Event):
    """Groups of notes that use the same words, by the id of the suggestion. They take the place of those before."""

    type: Literal["board/clusters_suggested"] = "board/clusters_suggested"
    groups: dict[str, list[str]]


class SuggestionSettled(Event):
    """A suggestion was accepted or not; with ``on`` False it is open again."""

    type: Literal["board/suggestion_settled"] = "board/suggestion_settled"
    suggestion: str
    on: bool = True


class NoteMerged(Event):
    """The note is one with another; with ``into`` empty it is its own again."""

    type: Literal["board/note_merged"] = "board/note_merged"
    note: str
    into: str | None = None


COMMANDS = (
    SuggestPair, GroupNotes, LoosenNotes, SetAside, MarkRest, MergeClusters, SplitCluster, SetClustering,
    SuggestClusters, AcceptSuggestion, DismissSuggestion, MergeNotes, SeparateNote,
)  # fmt: skip
EVENTS = (NotesClustered, ClusteringMoved, PairSuggested, ClustersSuggested, SuggestionSettled, NoteMerged)
