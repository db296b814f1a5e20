"""Writes src/object/unicode_tables.h: where the characters of Python 3.11 (Unicode 14) differ from what their general
category and utf8proc's simple mappings say. Run with python3.11; reads utf8proc through ctypes."""
import ctypes
import ctypes.util
import sys
import textwrap
import unicodedata

assert sys.version_info[:2] == (3, 11)
lib = ctypes.CDLL(ctypes.util.find_library("utf8proc"))
ALL = range(0x110000)
cat = [unicodedata.category(chr(c)) for c in ALL]
out = ["/* Written by tests/tools/make_unicode_tables.py; do not edit. */"]


def wrap(text):
    return "\n".join(textwrap.wrap(text, 108, subsequent_indent="    ", break_long_words=False))


def spans(members):
    rows, first, last = [], None, None
    for c in members:
        if last is not None and c == last + 1:
            last = c
            continue
        if first is not None:
            rows.append((first, last))
        first = last = c
    if first is not None:
        rows.append((first, last))
    return rows


def ranges(name, members):
    body = ", ".join("{0x%X, 0x%X}" % r for r in spans(members))
    out.append(wrap("static const UnicodeRange %s[] = {%s};" % (name, body)))


def none(members):
    assert not members


lower = [c for c in ALL if chr(c).islower()]
upper = [c for c in ALL if chr(c).isupper()]
ranges("other_lower", [c for c in lower if cat[c] != "Ll"])
none([c for c in ALL if cat[c] == "Ll" and not chr(c).islower()])
ranges("other_upper", [c for c in upper if cat[c] != "Lu"])
none([c for c in ALL if cat[c] == "Lu" and not chr(c).isupper()])
none([c for c in ALL if (cat[c] in ("Lu", "Ll", "Lt", "Lm", "Lo")) != chr(c).isalpha()])
ranges("spaces", [c for c in ALL if chr(c).isspace()])
ranges("decimals", [c for c in ALL if chr(c).isdecimal()])
for c in ALL:
    if chr(c).isdecimal():
        assert cat[c] == "Nd"
for first, last in spans(c for c in ALL if chr(c).isdecimal()):  # so the value of a digit is its place in the range, modulo 10
    assert all(unicodedata.decimal(chr(c)) == (c - first) % 10 for c in range(first, last + 1))
ranges("digits", [c for c in ALL if chr(c).isdigit() and not chr(c).isdecimal()])
ranges("numerics", [c for c in ALL if chr(c).isnumeric() and not chr(c).isdigit() and cat[c] not in ("Nl", "No")])
none([c for c in ALL if cat[c] in ("Nl", "No") and not chr(c).isnumeric()])
first = [(chr(c) + "\u03a3").lower().endswith("\u03c2") for c in ALL]
second = [("A" + chr(c) + "\u03a3").lower().endswith("\u03c2") for c in ALL]
ranges("case_ignorable_others", [c for c in ALL if second[c] and not first[c] and cat[c] not in ("Mn", "Me", "Cf", "Lm", "Sk")])
none([c for c in ALL if not (second[c] and not first[c]) and cat[c] in ("Mn", "Me", "Cf", "Lm", "Sk")])
is_cased = set(lower) | set(upper) | {c for c in ALL if cat[c] == "Lt"}
none([c for c in ALL if first[c] and c not in is_cased])

for name, convert, simple in (("lower", str.lower, lib.utf8proc_tolower), ("upper", str.upper, lib.utf8proc_toupper),
                              ("title", str.title, lib.utf8proc_totitle), ("fold", str.casefold, lib.utf8proc_tolower)):
    rows = []
    for c in ALL:
        if 0xD800 <= c < 0xE000:
            continue
        want = convert(chr(c))
        got = simple(c)
        if got != ord(want[0]) or len(want) > 1:
            w = [ord(x) for x in want] + [0, 0]
            rows.append("{0x%X, {0x%X, 0x%X, 0x%X}}" % (c, w[0], w[1], w[2]))
    out.append(wrap("static const UnicodeMapping special_%s[] = {%s};" % (name, ", ".join(rows))))
open("src/object/unicode_tables.h", "w").write("\n".join(out) + "\n")
