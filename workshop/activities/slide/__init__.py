"""Slides that teach one concept, with a quick pulse, a question box and a private note."""

from workshop.activities.slide.activity import Slides

ACTIVITY = Slides()
