"""Scored questionnaires: self-tests, quick checks, before and after, feedback."""

from workshop.activities.quiz.activity import QuizKind

ACTIVITY = QuizKind()
