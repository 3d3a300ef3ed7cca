# SPDX-License-Identifier: MIT
"""Working days and instants of the demo's half year, England and Wales, Europe/London."""
from datetime import date, datetime, time, timedelta

START = date(2026, 9, 28)
END = date(2027, 3, 29)
HOLIDAYS = {
    date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29),
    date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30), date(2027, 12, 27), date(2027, 12, 28),
}
SUMMER_TIME_ENDS = datetime(2026, 10, 25, 2, 0)
SUMMER_TIME_STARTS = datetime(2027, 3, 28, 1, 0)


def is_working(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def add_working(day, count):
    """The day `count` working days after (or before, when negative) `day`."""
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working(day)
    return day


def working_on_or_after(day):
    while not is_working(day):
        day += timedelta(days=1)
    return day


def at(day, hour=9, minute=0):
    """A moment of local time, naive."""
    return datetime.combine(day, time(hour, minute))


def in_hours(rng, day, first=9, last=16):
    """Some minute of the working day on or after `day`."""
    return at(working_on_or_after(day), rng.randint(first, last), rng.randint(0, 59))


def utc_text(moment):
    """ISO text with Z of a naive local moment."""
    summer = moment < SUMMER_TIME_ENDS or moment >= SUMMER_TIME_STARTS
    return (moment - timedelta(hours=1 if summer else 0)).strftime("%Y-%m-%dT%H:%M:%SZ")


def offset_text(moment):
    """ISO text with the local offset, as the justice services write it."""
    summer = moment < SUMMER_TIME_ENDS or moment >= SUMMER_TIME_STARTS
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + ("+01:00" if summer else "+00:00")
