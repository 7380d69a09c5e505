#!/usr/bin/env python3
"""Writes wordnet-oracle.json: facts of WordNet 3.0 for the tests of the Swift reader.

An independent reader: it reads the whole of data.noun into a dictionary, where the Swift code seeks in
the file. Files: Debian's package wordnet-base 1:3.0-37. Run: python3 make_wordnet_oracle.py > wordnet-oracle.json
"""
import json
import re

FOLDER = "/usr/share/wordnet/"
SYNSETS = """02123045 02084071 02121620 01503061 01514859 02958343 04460130 07739125 12620196 02484322
 01639765 02512053 03800933 03544360 00007846 09044862 04285008 00001740 03220802 13134947""".split()
WORDS = """cat crane dog kite tabby zebra hot_dog swiss_army_knife .22 a zyrian big_ben
 great_wall_of_china 'hood dish container_ship o'brien""".split()

synsets = {}
for line in open(FOLDER + "data.noun", encoding="utf-8"):
    if line.startswith("  "):
        continue
    head = line.split(" | ")[0]
    number = head[:8]
    words = int(head[14:16], 16)
    rest = head[17:].split(" ")
    lemmas = [rest[2 * i].replace("_", " ") for i in range(words)]
    pointers = re.findall(r"(\S+) (\d{8}) n \d{4}", head[17:])
    synsets[number] = {
        "lemmas": lemmas,
        "up": [n for s, n in pointers if s in ("@", "@i")],
        "down": [n for s, n in pointers if s in ("~", "~i")],
        "instance": any(s == "@i" for s, n in pointers),
    }


def distances(number, key="up"):
    found, ring, step = {number: 0}, {number}, 0
    while ring:
        step += 1
        ring = {n for m in ring for n in synsets[m][key]} - set(found)
        found.update({n: step for n in ring})
    return found


index = {}
for line in open(FOLDER + "index.noun", encoding="utf-8"):
    if not line.startswith("  "):
        fields = line.split()
        index[fields[0]] = ["n" + n for n in fields[-int(fields[2]):]]

print(json.dumps({
    "count": len(synsets),
    "synsets": {
        "n" + number: {
            "lemmas": synsets[number]["lemmas"],
            "instance": synsets[number]["instance"],
            "ancestry": {"n" + n: d for n, d in sorted(distances(number).items())},
            "breadth": len(distances(number, "down")),
        }
        for number in SYNSETS if number in synsets
    },
    "words": {word: index.get(word, []) for word in WORDS},
    "first": min(index), "last": max(index),
}, indent=1))
