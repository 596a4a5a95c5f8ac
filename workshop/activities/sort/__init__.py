"""Cards with right answers: put into bins, matched, brought into an order; then revealed and talked about."""

from workshop.activities.sort.activity import Sort

ACTIVITY = Sort()
