// Made from the Python classes by `python -m workshop.cli protocol`; a test fails when it is out of date.
/* eslint-disable */

export interface Words { zh: string; en: string }

/** What each command brings, by its type; `id` and `block` are added on the way. */
export interface Commands {
  "room/next": { block?: string; step?: string; anyway?: boolean };
  "room/back": { block?: string; step?: string };
  "room/go_to": { block: string; step?: string };
  "room/open_block": { block: string };
  "room/close_block": Record<string, never>;
  "room/reopen_block": { block: string };
  "room/skip": { block: string };
  "room/unskip": { block: string };
  "room/switch_mode": { mode: "full" | "short" };
  "room/pause": Record<string, never>;
  "room/resume": Record<string, never>;
  "room/end": Record<string, never>;
  "room/reopen": Record<string, never>;
  "room/start_timer": { minutes: number };
  "room/add_time": { minutes: number };
  "room/hold_timer": Record<string, never>;
  "room/continue_timer": Record<string, never>;
  "room/clear_timer": Record<string, never>;
  "room/lock": { on: boolean };
  "room/blank": { on: boolean };
  "room/show_teams": { on: boolean };
  "room/draw_teams": { count: number };
  "room/move_person": { person: string; team: string };
  "room/name_team": { team: string; name: string };
  "room/take_scribe": Record<string, never>;
  "room/set_scribe": { team: string; person: string };
  "room/add_person": { name: string };
  "room/remove_person": { person: string };
  "room/rename_person": { person: string; name: string };
  "room/return_person": { person: string };
  "room/set_joining": { to: "open" | "approve" | "closed" };
  "room/admit": { person: string };
  "room/admit_all": Record<string, never>;
  "room/raise_hand": { on: boolean };
  "room/lower_hand": { person: string };
  "room/say": { text: string; team?: string; person?: string; wall?: boolean };
  "room/take_back": { message: string };
  "room/undo": { deed: number };
  "room/erase_text": { block?: string; item: string };
  "room/forget_person": { person: string };
  "room/switch_block_mode": { block: string; mode: "full" | "short" };
  "room/move_block": { block: string; before?: string };
  "room/add_block": { block: string; before?: string };
  "room/set_minutes": { block: string; minutes: number };
  "room/replan": { shorten: string[]; skip: string[]; late?: number };
  "room/edit_text": { block: string; target: string; zh: string; en: string };
  "board/add_note": { text: string; zone?: string; fields?: Record<string, string>; refs?: string[]; person?: string };
  "board/edit_note": { note: string; text: string; zone?: string; fields?: Record<string, string>; refs?: string[]; person?: string };
  "board/delete_note": { note: string; person?: string };
  "board/enter_note": { text: string; zone?: string; fields?: Record<string, string>; refs?: string[]; team?: string; person?: string };
  "board/tick_note": { note: string; on: boolean };
  "board/hand_in": Record<string, never>;
  "board/put_up": { note: string };
  "board/return_note": { note: string };
  "board/open_call": { call: string };
  "board/close_call": Record<string, never>;
  "board/place_note": { note: string; zone: string };
  "board/move_note": { note: string; zone: string };
  "board/swap_zones": { zones: string[]; board?: string };
  "board/agree_to_show": { on: boolean };
  "board/show_board": { board: string; on: boolean };
  "board/publish": { note: string; on: boolean };
  "board/publish_conclusion": { on: boolean };
  "board/open_inbox": Record<string, never>;
  "board/put_away": { received: string; on: boolean };
  "board/send_back": { received: string };
  "board/show_example": { on: boolean };
  "board/release_notes": Record<string, never>;
  "board/hide_item": { note: string };
  "board/restore_item": { note: string };
  "board/spotlight": { note: string; on: boolean };
  "board/archive": { note: string; on: boolean };
  "board/suggest_pair": { notes: string[]; on?: boolean };
  "board/group_notes": { notes: string[]; cluster?: string };
  "board/loosen_notes": { notes: string[] };
  "board/set_aside": { notes: string[] };
  "board/mark_rest": Record<string, never>;
  "board/merge_clusters": { cluster: string; into: string };
  "board/split_cluster": { cluster: string; notes: string[] };
  "board/set_clustering": { to: "pairs" | "clusters" };
  "board/suggest_clusters": { groups?: string[][] };
  "board/accept_suggestion": { suggestion: string };
  "board/dismiss_suggestion": { suggestion: string };
  "board/merge_notes": { note: string; into: string };
  "board/separate_note": { note: string };
  "board/propose_name": { text: string };
  "board/confirm_name": { cluster: string; text: string };
  "board/take_name": { proposal: string };
  "board/next_cluster": { cluster?: string };
  "board/place_dots": { stage: string; note?: string; cluster?: string; zone?: string; dots: number };
  "board/close_vote": { stage: string };
  "board/reopen_vote": { stage: string };
  "board/break_tie": { stage: string; note?: string; cluster?: string; zone?: string };
  "board/fill_field": { field: string; text: string; seen?: number };
  "board/enter_field": { field: string; text: string; team?: string; person?: string };
  "board/agree": { value: number };
  "board/close_agree": { stage: string };
  "board/reopen_agree": { stage: string };
  "board/pin_result": { stage: string; unit: string; on: boolean };
  "board/set_owner": { stage: string; unit: string; owner: string; due?: string };
  "board/next_team": { unit?: string };
  "board/end_turn": Record<string, never>;
  "board/close_rating": Record<string, never>;
  "board/reopen_rating": { unit: string };
  "board/skip_team": { unit: string; on: boolean };
  "board/add_turn_time": { seconds: number };
  "board/set_queue": { units: string[] };
  "board/draw_queue": { count: number };
  "board/volunteer": { on: boolean };
  "board/rate_team": { unit: string; criterion: string; value: number };
  "board/tell_team": { unit: string; text: string };
  "board/comment": { text: string };
  "board/rate_self": { target: string; value: number };
  "form/write_field": { field: string; text: string | ""; revision: number };
  "form/hold_field": { field: string; on: boolean };
  "form/choose": { field: string; options: string[]; revision: number };
  "form/add_row": { table: string };
  "form/remove_row": { table: string; row: string };
  "form/hand_in": Record<string, never>;
  "form/choose_case": { case: string };
  "form/enter_field": { unit: string; field: string; text: string | "" };
  "form/remind": Record<string, never>;
  "form/tick": { unit: string; item: string; on: boolean };
  "form/rate": { unit: string; item: string; value: number };
  "form/advise": { unit: string; field: string; text: string | "" };
  "form/finish_check": { unit: string };
  "form/assign_checks": Record<string, never>;
  "form/assign_check": { checker: string; unit: string };
  "form/publish": { text: string };
  "form/withdraw": Record<string, never>;
  "form/ask_witness": { person: string; text: string };
  "form/witness": { unit: string };
  "form/show_sheet": { unit?: string };
  "form/hide_line": { unit: string; on: boolean };
  "form/next_team": { unit?: string };
  "form/end_turn": Record<string, never>;
  "form/close_rating": Record<string, never>;
  "form/reopen_rating": { unit: string };
  "form/skip_team": { unit: string; on: boolean };
  "form/add_turn_time": { seconds: number };
  "form/set_queue": { units: string[] };
  "form/draw_queue": { count: number };
  "form/volunteer": { on: boolean };
  "form/rate_team": { unit: string; criterion: string; value: number };
  "form/tell_team": { unit: string; text: string };
  "quiz/answer": { item: string; value: number };
  "quiz/write": { question: string; text: string | "" };
  "quiz/submit": Record<string, never>;
  "quiz/take_again": Record<string, never>;
  "quiz/confirm": { on: boolean };
  "quiz/write_plan": { text: string };
  "quiz/remind": Record<string, never>;
  "quiz/release_results": { on: boolean };
  "quiz/show_view": { chart: "total_distribution" | "dimension_mean_radar" | "item_mean_bars" | "pre_post_shift"; dimension?: string };
  "quiz/hide_view": Record<string, never>;
  "quiz/show_plan": { plan: string; on: boolean };
  "quiz/spotlight_plan": { plan: string; on: boolean };
  "rounds/say_ready": { on?: boolean };
  "rounds/agree": { on?: boolean };
  "rounds/share_case": { on?: boolean };
  "rounds/draw_case": Record<string, never>;
  "rounds/ask_question": { question: string };
  "rounds/skip_question": { question: string };
  "rounds/stop": Record<string, never>;
  "rounds/rate_item": { item: string; value: number };
  "rounds/rate_self": { item: string; value: number };
  "rounds/send_card": Record<string, never>;
  "rounds/write": { field: string; text: string };
  "rounds/choose": { field: string; option: string };
  "rounds/permit": { field: string; on?: boolean };
  "rounds/deal": Record<string, never>;
  "rounds/swap": { persons: string[] };
  "rounds/move_person": { person: string; group: string };
  "rounds/set_absent": { person: string; on: boolean };
  "rounds/deal_case": { group: string; case?: string };
  "rounds/release_twist": { group?: string };
  "rounds/resend_brief": { group: string };
  "rounds/go_on": { group: string };
  "rounds/remind": Record<string, never>;
  "rounds/release_summary": { line: string; on?: boolean };
  "rounds/spotlight": { line: string; on: boolean };
  "slide/reveal_next_point": { slide: number; shown: number };
  "slide/reveal_all": Record<string, never>;
  "slide/next_slide": { slide: number };
  "slide/prev_slide": { slide: number };
  "slide/open_pulse": Record<string, never>;
  "slide/close_pulse": Record<string, never>;
  "slide/hide_pulse": Record<string, never>;
  "slide/answer_pulse": { option: number };
  "slide/ask": { text: string };
  "slide/support": { question: string; on: boolean };
  "slide/answer_question": { question: string; on: boolean };
  "slide/pin_question": { question: string; on: boolean };
  "slide/keep_note": { text: string | "" };
  "sort/place": { card: string; bin?: string };
  "sort/put_in_order": { deck: string; cards: string[] };
  "sort/hand_in": Record<string, never>;
  "sort/change_again": Record<string, never>;
  "sort/take_side": { card: string; side: string };
  "sort/give_reason": { text: string; card?: string; side?: string };
  "sort/make_pairs": Record<string, never>;
  "sort/reveal_card": { card: string };
  "sort/reveal_all": Record<string, never>;
  "sort/spotlight": { card?: string; reason?: string; on: boolean };
  "sort/edit_key": { card: string; bins: string[] };
  "sort/open_talk": { card?: string };
  "sort/close_talk": Record<string, never>;
  "sort/hide_item": { reason: string };
  "sort/restore_item": { reason: string };
}

export type CommandType = keyof Commands;

/** What a facilitator can do, so that each of these has a name when it is to be taken back. */
export type DeedType =
  | "room/next"
  | "room/back"
  | "room/go_to"
  | "room/open_block"
  | "room/close_block"
  | "room/reopen_block"
  | "room/skip"
  | "room/unskip"
  | "room/switch_mode"
  | "room/pause"
  | "room/resume"
  | "room/end"
  | "room/reopen"
  | "room/start_timer"
  | "room/add_time"
  | "room/hold_timer"
  | "room/continue_timer"
  | "room/clear_timer"
  | "room/lock"
  | "room/blank"
  | "room/show_teams"
  | "room/draw_teams"
  | "room/move_person"
  | "room/name_team"
  | "room/set_scribe"
  | "room/add_person"
  | "room/remove_person"
  | "room/rename_person"
  | "room/return_person"
  | "room/set_joining"
  | "room/admit"
  | "room/admit_all"
  | "room/lower_hand"
  | "room/say"
  | "room/take_back"
  | "room/undo"
  | "room/erase_text"
  | "room/forget_person"
  | "room/switch_block_mode"
  | "room/move_block"
  | "room/add_block"
  | "room/set_minutes"
  | "room/replan"
  | "room/edit_text"
  | "board/enter_note"
  | "board/put_up"
  | "board/return_note"
  | "board/open_call"
  | "board/close_call"
  | "board/move_note"
  | "board/swap_zones"
  | "board/show_board"
  | "board/show_example"
  | "board/release_notes"
  | "board/hide_item"
  | "board/restore_item"
  | "board/spotlight"
  | "board/archive"
  | "board/group_notes"
  | "board/loosen_notes"
  | "board/set_aside"
  | "board/mark_rest"
  | "board/merge_clusters"
  | "board/split_cluster"
  | "board/set_clustering"
  | "board/suggest_clusters"
  | "board/accept_suggestion"
  | "board/dismiss_suggestion"
  | "board/merge_notes"
  | "board/separate_note"
  | "board/confirm_name"
  | "board/take_name"
  | "board/next_cluster"
  | "board/close_vote"
  | "board/reopen_vote"
  | "board/break_tie"
  | "board/enter_field"
  | "board/close_agree"
  | "board/reopen_agree"
  | "board/pin_result"
  | "board/set_owner"
  | "board/next_team"
  | "board/end_turn"
  | "board/close_rating"
  | "board/reopen_rating"
  | "board/skip_team"
  | "board/add_turn_time"
  | "board/set_queue"
  | "board/draw_queue"
  | "form/enter_field"
  | "form/remind"
  | "form/assign_checks"
  | "form/assign_check"
  | "form/show_sheet"
  | "form/hide_line"
  | "form/next_team"
  | "form/end_turn"
  | "form/close_rating"
  | "form/reopen_rating"
  | "form/skip_team"
  | "form/add_turn_time"
  | "form/set_queue"
  | "form/draw_queue"
  | "quiz/remind"
  | "quiz/release_results"
  | "quiz/show_view"
  | "quiz/hide_view"
  | "quiz/show_plan"
  | "quiz/spotlight_plan"
  | "rounds/deal"
  | "rounds/swap"
  | "rounds/move_person"
  | "rounds/set_absent"
  | "rounds/deal_case"
  | "rounds/release_twist"
  | "rounds/resend_brief"
  | "rounds/go_on"
  | "rounds/remind"
  | "rounds/release_summary"
  | "rounds/spotlight"
  | "slide/reveal_next_point"
  | "slide/reveal_all"
  | "slide/next_slide"
  | "slide/prev_slide"
  | "slide/open_pulse"
  | "slide/close_pulse"
  | "slide/hide_pulse"
  | "slide/answer_question"
  | "slide/pin_question"
  | "sort/make_pairs"
  | "sort/reveal_card"
  | "sort/reveal_all"
  | "sort/spotlight"
  | "sort/edit_key"
  | "sort/open_talk"
  | "sort/close_talk"
  | "sort/hide_item"
  | "sort/restore_item";
