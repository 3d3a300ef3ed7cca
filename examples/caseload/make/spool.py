# SPDX-License-Identifier: MIT
"""Files of a larger caseload, written while people come by: memory holds one week of lines."""
import json
import pathlib
from datetime import timedelta

from .days import START
from .feed import Feed


class Spool(Feed):
    """A feed whose lines lie in one file a week until they are sorted."""

    def __init__(self, staff, ends, folder):
        super().__init__(None, staff, ends)
        self.folder = pathlib.Path(folder)
        self.number = 0
        self.weeks = {}

    def own(self, person, moment, arrival=None, **members):
        if moment.date() >= person.opened:           # before that nobody wrote here
            super().own(person, moment, arrival, **members)

    def add(self, arrival, line):
        if arrival >= self.last:
            return
        text = json.dumps(line, separators=(",", ":"))
        self._put(arrival, text)
        if self.number % 97 == 25:         # some lines arrive twice, word for word
            self._put(arrival + timedelta(minutes=17 * (self.number % 89)), text)

    def _put(self, arrival, text):
        week = (arrival.date() - START).days // 7
        if week not in self.weeks:
            self.weeks[week] = open(self.folder / ("week-%d" % week), "w", encoding="utf-8")
        self.number += 1
        self.weeks[week].write("%s %09d %s\n" % (arrival.isoformat(), self.number, text))

    def pour(self, path):
        """Writes all lines in the order of their arrival and answers how many."""
        with open(path, "w", encoding="utf-8", newline="") as feed:
            for week in sorted(self.weeks):
                self.weeks[week].close()
                spooled = self.folder / ("week-%d" % week)
                with open(spooled, encoding="utf-8") as lines:
                    feed.writelines(line.split(" ", 2)[2] for line in sorted(lines))
                spooled.unlink()
        return self.number


class Extracts:
    """Prisoner records: those at the start, and a file for each Monday on which others come in."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.opened = self.file = None

    def add(self, opened, record):
        if opened != self.opened:
            self.close()
            later = "" if opened == START else "-" + opened.isoformat()
            self.file = open(self.folder / ("prisoners%s.json" % later), "w", encoding="utf-8",
                             newline="")
            self.file.write('{"content":[\n')
        self.file.write("" if opened != self.opened else ",\n")
        self.file.write(json.dumps(record, separators=(",", ":")))
        self.opened = opened

    def close(self):
        if self.file is not None:
            self.file.write('\n],"last":true}\n')
            self.file.close()
