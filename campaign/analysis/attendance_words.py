"""Attendance that is missing or estimated, in words."""

from __future__ import annotations

from campaign.i18n.translator import Text


def missing_attendance_words(activities: float, text: Text) -> str:
    """Return the number of activities without an attendance: “attendance not reported: …”."""
    return text.n(
        "attendance not reported: {n} activity",
        "attendance not reported: {n} activities",
        activities,
    )


def estimated_attendance_words(activities: int, people: float, text: Text) -> str:
    """Return the number of activities with an estimated attendance, and their people."""
    return text.n(
        "estimated attendance: {n} activity; people reached: {people}",
        "estimated attendance: {n} activities; people reached: {people}",
        activities,
        people=people,
    )
