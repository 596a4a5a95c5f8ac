"""Clustering: pairs first, then clusters under a symbol; what fits nowhere is set aside. No cluster has a name here.

Whatever is done to the places of notes is one event, ``NotesClustered``, so that every move is taken back the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from immutables import Map

from workshop.activities.board.checks import input_open
from workshop.activities.board.config import Cluster as ClusterStage
from workshop.activities.board.known import ASIDE, LOOSE, Cluster, Clusters, Suggestion
from workshop.activities.board.messages import clustering as m
from workshop.activities.board.state import BoardState, Note
from workshop.activities.board.topic import Decide, Topic, only
from workshop.core.activity import By, Command, Event, RoomView
from workshop.core.errors import Refused
from workshop.core.frozen import replace

MOST_CLUSTERS: Final = 30
"""More pairs than this nobody can keep apart; notes beyond are put into one of them."""

SUGGESTIONS_A_PERSON: Final = 10

# --- what there is ------------------------------------------------------------------------------------------------


def members(state: BoardState) -> dict[str, list[Note]]:
    """The notes of each cluster that has any, in the order of the wall, clusters in the order of their symbols."""
    if not state.clusters.places:
        return {}
    found: dict[str, list[Note]] = {}
    for note in sorted(state.targets(), key=lambda note: (note.rank, note.id)):
        place = state.clusters.place(note.id)
        if place not in (LOOSE, ASIDE):
            found.setdefault(place, []).append(note)
    return dict(sorted(found.items(), key=lambda item: (state.clusters.made[item[0]].mark, item[0])))


def loose(state: BoardState) -> list[Note]:
    """The notes on the wall that are in no cluster and were not set aside."""
    return [note for note in state.targets() if state.clusters.place(note.id) == LOOSE]


def pairs_only(state: BoardState) -> bool:
    stage = state.current()
    return isinstance(stage, ClusterStage) and stage.start == "pairs" and not state.clusters.freed


def open_suggestions(state: BoardState) -> list[Suggestion]:
    """Those that were not settled and are not done anyway, the ones most people found first."""
    here = {note.id for note in state.targets()}

    def is_open(one: Suggestion) -> bool:
        if one.settled or not (one.of_words or one.people) or not here.issuperset(one.notes):
            return False
        where = {state.clusters.place(note) for note in one.notes}
        return where == {LOOSE} or len(where) > 1

    found = [one for one in state.clusters.suggestions.values() if is_open(one)]
    return sorted(found, key=lambda one: (-len(one.people), one.rank, one.id))


# --- what may happen ----------------------------------------------------------------------------------------------


def _now(does: Decide) -> Decide:
    """Only while the room clusters."""

    def decide(state: BoardState, command: Any, by: By, room: RoomView) -> list[Event]:
        if not isinstance(state.current(), ClusterStage):
            raise Refused("board/not_clustering")
        return does(state, command, by, room)

    return decide


def _group(state: BoardState, command: m.GroupNotes, by: By, room: RoomView) -> list[Event]:
    return _grouped(state, command.notes, command.cluster, by)


def _loosen(state: BoardState, command: m.LoosenNotes, by: By, room: RoomView) -> list[Event]:
    return _moved(state, _here(state, command.notes), LOOSE)


def _set_aside(state: BoardState, command: m.SetAside, by: By, room: RoomView) -> list[Event]:
    return _moved(state, _here(state, command.notes), ASIDE)


def _mark_rest(state: BoardState, command: m.MarkRest, by: By, room: RoomView) -> list[Event]:
    return _moved(state, [note.id for note in loose(state)], ASIDE)


def _set_clustering(state: BoardState, command: m.SetClustering, by: By, room: RoomView) -> list[Event]:
    freed = command.to == "clusters"
    return [m.ClusteringMoved(to=command.to)] if freed != state.clusters.freed else []


def _dismiss(state: BoardState, command: m.DismissSuggestion, by: By, room: RoomView) -> list[Event]:
    return [m.SuggestionSettled(suggestion=_suggestion(state, command.suggestion).id)]


def _here(state: BoardState, notes: Iterable[str]) -> list[str]:
    """These notes, each once; all of them hang on the wall."""
    on_wall = {note.id for note in state.targets()}
    found = list(dict.fromkeys(notes))
    if not found or not on_wall.issuperset(found):
        raise Refused("board/no_such_note")
    return found


def _cluster(state: BoardState, cluster: str) -> Cluster:
    if cluster not in members(state):
        raise Refused("board/no_such_cluster")
    return state.clusters.made[cluster]


def _moved(state: BoardState, notes: Iterable[str], to: str) -> list[Event]:
    places = {note: to for note in notes if state.clusters.place(note) != to}
    return [m.NotesClustered(places=places, freed=_freed(state.clusters, places))] if places else []


def _freed(clusters: Clusters, places: Mapping[str, str]) -> list[int]:
    """The symbols of clusters that nothing is left in; another cluster may take them."""
    after = {*clusters.places.update(places).values()}
    return sorted(clusters.made[one].mark for one in clusters.in_use() if one not in after)


def _grouped(state: BoardState, notes: list[str], cluster: str | None, by: By) -> list[Event]:
    notes = _here(state, notes)
    if cluster is not None:
        into = _cluster(state, cluster).id
        _fits(state, {*notes, *(note.id for note in members(state)[into])})
        return _moved(state, notes, into)
    if len(notes) < 2:
        raise Refused("board/two_at_least")
    _fits(state, set(notes))
    return _new_cluster(state, notes, by)


def _fits(state: BoardState, notes: set[str]) -> None:
    if pairs_only(state) and len(notes) > 2:
        raise Refused("board/pairs_first")


def _new_cluster(state: BoardState, notes: list[str], by: By) -> list[Event]:
    taken = {state.clusters.made[cluster].mark for cluster in state.clusters.in_use()}
    mark = next((n for n in range(MOST_CLUSTERS) if n not in taken), None)
    if mark is None:
        raise Refused("board/enough_clusters", most=MOST_CLUSTERS)
    cluster = by.fresh_id()
    places = dict.fromkeys(notes, cluster)
    return [m.NotesClustered(places=places, made={cluster: mark}, freed=_freed(state.clusters, places))]


def _merge(state: BoardState, command: m.MergeClusters, by: By, room: RoomView) -> list[Event]:
    one, other = _cluster(state, command.cluster), _cluster(state, command.into)
    if one.id == other.id:
        return []
    found = members(state)
    moving = [note.id for note in found[one.id]]
    _fits(state, {*moving, *(note.id for note in found[other.id])})
    return _moved(state, moving, other.id)


def _split(state: BoardState, command: m.SplitCluster, by: By, room: RoomView) -> list[Event]:
    inside = {note.id for note in members(state)[_cluster(state, command.cluster).id]}
    notes = list(dict.fromkeys(command.notes))
    if not notes or not inside.issuperset(notes):
        raise Refused("board/no_such_note")
    if len(notes) == len(inside):
        raise Refused("board/leave_one")
    _fits(state, set(notes))
    return _new_cluster(state, notes, by)


def _suggest_pair(state: BoardState, command: m.SuggestPair, by: By, room: RoomView) -> list[Event]:
    stage = state.current()
    if not isinstance(stage, ClusterStage) or stage.by == "facilitator":
        raise Refused("board/not_asked")
    input_open(room)
    if by.person is None:
        raise Refused("room/participants_only")
    notes = sorted(_here(state, command.notes))
    if len(notes) != 2:
        raise Refused("board/suggest_two")
    suggestion = "-".join(notes)
    known = state.clusters.suggestions.get(suggestion)
    if (known is not None and by.person in known.people) == command.on:
        return []
    mine = sum(by.person in one.people for one in open_suggestions(state))
    if command.on and mine >= SUGGESTIONS_A_PERSON:
        raise Refused("board/enough_suggested", most=SUGGESTIONS_A_PERSON)
    return [m.PairSuggested(suggestion=suggestion, notes=notes, person=by.person, on=command.on)]


def _suggest_clusters(state: BoardState, command: m.SuggestClusters, by: By, room: RoomView) -> list[Event]:
    """What was found is looked at again: meanwhile notes may have gone into clusters or off the wall."""
    if not state.config.cluster_suggest:
        raise Refused("board/not_asked")
    free = {note.id for note in loose(state)}
    found: dict[str, list[str]] = {}
    for n, group in enumerate(command.groups[:MOST_CLUSTERS]):
        notes = [note for note in dict.fromkeys(group) if note in free]
        if len(notes) > 1:
            found[f"w-{by.fresh_id(n)}"] = notes
            free -= set(notes)
    if not found:
        raise Refused("board/nothing_alike")
    return [m.ClustersSuggested(groups=found)]


def _suggestion(state: BoardState, suggestion: str) -> Suggestion:
    found = next((one for one in open_suggestions(state) if one.id == suggestion), None)
    if found is None:
        raise Refused("board/no_such_suggestion")
    return found


def _accept(state: BoardState, command: m.AcceptSuggestion, by: By, room: RoomView) -> list[Event]:
    """The notes go into the cluster that one of them is in already, the largest of several; else into a new one."""
    suggestion, found = _suggestion(state, command.suggestion), members(state)
    there = {state.clusters.place(note) for note in suggestion.notes} & set(found)
    into = max(sorted(there), key=lambda cluster: len(found[cluster]), default=None)
    notes = list(suggestion.notes)
    if pairs_only(state) and suggestion.of_words:
        notes = notes[:2]
    return [*_grouped(state, notes, into, by), m.SuggestionSettled(suggestion=suggestion.id)]


def _merge_notes(state: BoardState, command: m.MergeNotes, by: By, room: RoomView) -> list[Event]:
    """Whatever was one with the note becomes one with the other, too."""
    if command.note == command.into:
        raise Refused("board/merge_two")
    _here(state, [command.note, command.into])
    followers = [one for one, into in sorted(state.clusters.merged.items()) if into == command.note]
    return [m.NoteMerged(note=note, into=command.into) for note in [*followers, command.note]]


def _separate(state: BoardState, command: m.SeparateNote, by: By, room: RoomView) -> list[Event]:
    if command.note not in state.clusters.merged:
        raise Refused("board/no_such_note")
    return [m.NoteMerged(note=command.note, into=None)]


def _ahead(state: BoardState, stage: ClusterStage, room: RoomView) -> Command | None:
    """From pairs to clusters, then what is left goes aside; where nothing was clustered there is nothing to end."""
    if not members(state):
        return None
    if pairs_only(state):
        return m.SetClustering(type="board/set_clustering", to="clusters")
    return m.MarkRest(type="board/mark_rest") if loose(state) else None


# --- what happened ------------------------------------------------------------------------------------------------


def with_clusters(state: BoardState, clusters: Clusters) -> BoardState:
    return replace(state, clusters=clusters)


def _with_places(state: BoardState, event: m.NotesClustered) -> BoardState:
    clusters = state.clusters
    made = clusters.made.update({one: Cluster(one, n) for one, n in event.made.items() if one not in clusters.made})
    for cluster in event.gone:
        made = made.delete(cluster)
    places = clusters.places.update({note: to for note, to in event.places.items() if to != LOOSE})
    for note, to in event.places.items():
        if to == LOOSE and note in places:
            places = places.delete(note)
    return with_clusters(state, replace(clusters, made=made, places=places))


def _with_moved(state: BoardState, event: m.ClusteringMoved) -> BoardState:
    return with_clusters(state, replace(state.clusters, freed=event.to == "clusters"))


def _with_pair(state: BoardState, event: m.PairSuggested) -> BoardState:
    clusters = state.clusters
    known = clusters.suggestions.get(event.suggestion)
    one = known or Suggestion(event.suggestion, tuple(event.notes), clusters.suggested)
    people = one.people | {event.person} if event.on else one.people - {event.person}
    suggestions = clusters.suggestions.set(one.id, replace(one, people=people))
    suggested = clusters.suggested + (known is None)
    return with_clusters(state, replace(clusters, suggestions=suggestions, suggested=suggested))


def _with_groups(state: BoardState, event: m.ClustersSuggested) -> BoardState:
    """New groups take the place of those the words said before; pairs that people found stay."""
    kept = {key: one for key, one in state.clusters.suggestions.items() if not one.of_words}
    found = {key: Suggestion(key, tuple(notes), n) for n, (key, notes) in enumerate(event.groups.items())}
    return with_clusters(state, replace(state.clusters, suggestions=Map(kept | found)))


def _with_settled(state: BoardState, event: m.SuggestionSettled) -> BoardState:
    suggestions = state.clusters.suggestions
    settled = replace(suggestions[event.suggestion], settled=event.on)
    return with_clusters(state, replace(state.clusters, suggestions=suggestions.set(event.suggestion, settled)))


def _with_merged(state: BoardState, event: m.NoteMerged) -> BoardState:
    merged = state.clusters.merged
    if event.into:
        merged = merged.set(event.note, event.into)
    elif event.note in merged:
        merged = merged.delete(event.note)
    return with_clusters(state, replace(state.clusters, merged=merged))


# --- taking back --------------------------------------------------------------------------------------------------


def _places_again(before: BoardState, event: m.NotesClustered) -> list[Event]:
    was = {note: before.clusters.place(note) for note in event.places}
    again = {cluster: before.clusters.made[cluster].mark for cluster in event.gone if cluster in before.clusters.made}
    new = [one for one in event.made if one not in before.clusters.made]
    freed = _freed(_with_places(before, event).clusters, was)
    return [m.NotesClustered(places=was, made=again, gone=new, freed=freed)]


def _groups_again(before: BoardState, event: m.ClustersSuggested) -> list[Event]:
    of_words = (one for one in before.clusters.suggestions.values() if one.of_words)
    ranked = sorted(of_words, key=lambda one: one.rank)
    settled: list[Event] = [m.SuggestionSettled(suggestion=one.id) for one in ranked if one.settled]
    return [m.ClustersSuggested(groups={one.id: list(one.notes) for one in ranked}), *settled]


def _settled_again(before: BoardState, event: m.SuggestionSettled) -> list[Event]:
    was = before.clusters.suggestions[event.suggestion].settled
    return [m.SuggestionSettled(suggestion=event.suggestion, on=was)]


def place_again(before: BoardState, note: str) -> list[Event]:
    """What puts a note that came back where it was among the clusters."""
    place = before.clusters.place(note)
    there: list[Event] = [m.NotesClustered(places={note: place})] if place != LOOSE else []
    merged = [(one, into) for one, into in sorted(before.clusters.merged.items()) if note in (one, into)]
    return [*there, *(m.NoteMerged(note=one, into=into) for one, into in merged)]


def _touched_places(event: m.NotesClustered) -> frozenset[str]:
    marks = {f"mark/{mark}" for mark in [*event.made.values(), *event.freed]}
    return frozenset({f"note/{note}/cluster" for note in event.places} | marks)


def _touched_merged(event: m.NoteMerged) -> frozenset[str]:
    return frozenset(f"note/{note}/merged" for note in (event.note, event.into) if note)


TOPIC = Topic(
    decides={
        m.SuggestPair: _now(_suggest_pair),
        m.GroupNotes: _now(_group),
        m.LoosenNotes: _now(_loosen),
        m.SetAside: _now(_set_aside),
        m.MarkRest: _now(_mark_rest),
        m.MergeClusters: _now(_merge),
        m.SplitCluster: _now(_split),
        m.SetClustering: _now(_set_clustering),
        m.SuggestClusters: _now(_suggest_clusters),
        m.AcceptSuggestion: _now(_accept),
        m.DismissSuggestion: _now(_dismiss),
        m.MergeNotes: _now(_merge_notes),
        m.SeparateNote: _now(_separate),
    },
    applies={
        m.NotesClustered: _with_places,
        m.ClusteringMoved: _with_moved,
        m.PairSuggested: _with_pair,
        m.ClustersSuggested: _with_groups,
        m.SuggestionSettled: _with_settled,
        m.NoteMerged: _with_merged,
    },
    reverses={
        m.NotesClustered: _places_again,
        m.ClusteringMoved: lambda before, event: [
            m.ClusteringMoved(to="clusters" if before.clusters.freed else "pairs"),
        ],
        m.ClustersSuggested: _groups_again,
        m.SuggestionSettled: _settled_again,
        m.NoteMerged: lambda before, event: [
            m.NoteMerged(note=event.note, into=before.clusters.merged.get(event.note)),
        ],
    },
    touches={
        m.NotesClustered: _touched_places,
        m.ClusteringMoved: lambda event: frozenset({"pairs"}),
        m.PairSuggested: lambda event: frozenset({f"suggestion/{event.suggestion}"}),
        m.ClustersSuggested: lambda event: frozenset({"words", *(f"suggestion/{one}" for one in event.groups)}),
        m.SuggestionSettled: lambda event: frozenset({f"suggestion/{event.suggestion}", "words"}),
        m.NoteMerged: _touched_merged,
    },
    concerns={m.PairSuggested: lambda event: only(event.person)},
    ahead={ClusterStage: _ahead},
)
