#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Which sources may be compiled as one: prints "GROUP FILE" for each file of standard input.

Files of one folder share a group of at most eight when no name that one of them keeps to itself (in
a namespace without a name) is a word of another. Machines, libraries' own sources and the rule
language, two of whose layers name their nodes alike, stay alone.
"""
import pathlib
import re
import sys

LARGEST = 8
ALONE = re.compile(r"/(?:lifecycle|rules)/|_implementation\.cpp$|/arguments\w*\.cpp$")
OWN = re.compile(r"^namespace \{$(.*?)^\}  // namespace$", re.M | re.S)
NAME = re.compile(r"^(?:struct|class|enum class|using) (\w+)"  # types
                  r"|^[\w\[].*?[ *&](\w+)\("  # functions
                  r"|^(?:constexpr|const|static|thread_local) .*?(\w+)(?:\[\w*\])* ?(?:=|\{|;)",
                  re.M)


class Source:
    def __init__(self, path):
        text = pathlib.Path(path).read_text(encoding="utf-8")
        code = re.sub(r"//.*", "", text)
        self.path = path
        self.words = set(re.findall(r"\w+", code))
        self.own = {name for part in OWN.findall(text) for found in NAME.findall(part)
                    for name in found if name}


class Group:
    def __init__(self):
        self.paths, self.words, self.own = [], set(), set()

    def takes(self, source):
        return (len(self.paths) < LARGEST and not self.own & source.words
                and not source.own & self.words)

    def add(self, source):
        self.paths.append(source.path)
        self.words |= source.words
        self.own |= source.own


def grouped(paths):
    folders = {}
    for source in map(Source, paths):
        groups = folders.setdefault(pathlib.Path(source.path).parent, [])
        group = next((each for each in groups if each.takes(source)), None)
        if group is None:
            group = Group()
            groups.append(group)
        group.add(source)
    return [(f"{folder.name}{i}", path) for folder, groups in folders.items()
            for i, group in enumerate(groups) for path in group.paths if len(group.paths) > 1]


for name, file in grouped([line.strip() for line in sys.stdin if not ALONE.search(line.strip())]):
    print(name, file)
