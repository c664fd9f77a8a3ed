"""Writes regions.txt ("code name" per line) from pca-code.json of modood/Administrative-divisions-of-China.

usage: build-regions.py pca-code.json regions.txt
"""
import json
import sys

# GB/T 2260 gives these three a province code and nothing below it.
OUTSIDE_SOURCE = [("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")]

rows = list(OUTSIDE_SOURCE)
with open(sys.argv[1], encoding="utf-8") as source:
    for province in json.load(source):
        rows.append((province["code"].ljust(6, "0"), province["name"]))
        for city in province["children"]:
            rows.append((city["code"].ljust(6, "0"), city["name"]))
            # Cities without districts list their streets here, under nine-digit codes outside GB/T 2260.
            rows.extend((d["code"], d["name"]) for d in city["children"] if len(d["code"]) == 6)

with open(sys.argv[2], "w", encoding="utf-8", newline="\n") as target:
    target.writelines(f"{code} {name}\n" for code, name in sorted(rows))
