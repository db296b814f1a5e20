"""Compare two traces of one program: ours and CPython's.

    python3 tracediff.py [--strict] [--quiet] [--source FILE.py] OURS.jsonl CPYTHON.jsonl

Ours comes from `lastref trace --json FILE.py`, the other from reftrace.so (reference.run_traced): an independent check of the JSON trace
and of `lastref check`. Record by record: function, line, output so far, frames, names and their scopes; which names are
one object (tags of the two sides are matched one to one); types, and sizes and exact counts as the reference's `checks`
say. Other counts are reported at the end and fail only with --strict. In our file, the holders of every object must add up
to its count.

The first difference is shown side by side with its source line. Exit status: 0 equal, 1 different, 2 usage.
"""

import json
import sys

PRESETS = frozenset(
    "__name__ __doc__ __package__ __loader__ __spec__ __annotations__ __builtins__ __file__ __cached__".split()
)

# An object of these that a name keeps from one record to the next can be told from a new one by its identity.
LASTING = frozenset("list dict set frozenset bytearray function generator cell type".split())


class Difference(Exception):
    def __init__(self, what, ours, theirs):
        super().__init__(what)
        self.what, self.ours, self.theirs = what, ours, theirs


def visible(names, module):
    # Comprehension arguments such as ".0" are no names of the program.
    return {
        n["name"]: n for n in names if not n["name"].startswith(".") and not (module and n["name"] in PRESETS)
    }


class Matcher:
    """The one-to-one matching of tags inside one record."""

    def __init__(self, ours, theirs):
        self.ours, self.theirs = ours.get("objects", {}), theirs.get("objects", {})
        self.forward, self.back = {}, {}
        self.queue = []

    def pair(self, mine, their, path):
        known, known_back = self.forward.get(mine), self.back.get(their)
        if known is None and known_back is None:
            self.forward[mine] = their
            self.back[their] = mine
            self.queue.append((mine, their, path))
        elif known != their or known_back != mine:
            first = self.paths.get(mine) if known is not None else None
            if known is not None and known_back is None or known != their and known is not None:
                raise Difference("identity of %s" % path, "same object as %s" % first, "another object than %s" % first)
            first = self.paths.get(known_back)
            raise Difference("identity of %s" % path, "another object than %s" % first, "same object as %s" % first)
        self.paths.setdefault(mine, path)

    paths = None


def get(objects, tag):
    return objects.get(str(tag))


def compare_objects(match, strict, shared_notes):
    index = 0
    while index < len(match.queue):
        mine, their, path = match.queue[index]
        index += 1
        ours, theirs = get(match.ours, mine), get(match.theirs, their)
        if ours is None or theirs is None:
            if theirs is not None and match.ours and len(match.ours) < 1000:
                raise Difference("object of %s" % path, "not listed", theirs["type"])
            continue
        if ours["type"] != theirs["type"]:
            raise Difference("type of %s" % path, ours["type"], theirs["type"])
        kind = theirs["type"]
        if ours.get("size") is not None and theirs.get("size") is not None and ours["size"] != theirs["size"]:
            if "s" in theirs["checks"]:
                raise Difference("size of %s (%s)" % (path, kind), ours["size"], theirs["size"])
        if ours["refs"] != theirs["refs"]:
            counted = "c" in theirs["checks"]
            if counted or strict:
                raise Difference(
                    "references to %s (%s)" % (path, kind), describe_refs(ours), "%d" % theirs["refs"]
                )
            shared_notes[kind] = shared_notes.get(kind, 0) + 1
        mine_parts, their_parts = ours.get("parts"), theirs.get("parts")
        if ours.get("parts") is None and "parts" not in match.keys:
            continue
        if not {"p", "P"} & set(theirs["checks"]):
            continue
        left = dict(map(tuple, mine_parts or ()))
        right = dict(map(tuple, their_parts or ()))
        for label in left.keys() | right.keys():
            if label not in left or label not in right:
                if not must_match(kind, label, left, right):
                    continue
                raise Difference("%s of %s" % (label, path), "there" if label in left else "missing",
                                 "there" if label in right else "missing")
        for label in right:
            if label in left:
                match.pair(left[label], right[label], "%s of %s" % (label, path))


def must_match(kind, label, left, right):
    """Whether a part that only one side lists is a difference, or only another way to list the same object."""
    if kind in ("list", "tuple", "cell"):
        return True
    if kind == "dict":
        return label.startswith("value")  # keys that a class shares among its instances are held by the class
    if kind in ("function", "generator", "type", "method") or not left or not right:
        return False
    return not any(name.startswith(("(", "__")) for name in [*left, *right])


def describe_refs(entry):
    text = "%d" % entry["refs"]
    holders = entry.get("holders")
    if holders:
        text += ": " + "; ".join(h if isinstance(h, str) else h.get("text") or json.dumps(h) for h in holders[:12])
    return text


def compare_names(ours, theirs, match):
    if len(ours["frames"]) != len(theirs["frames"]):
        raise Difference("frames", " > ".join(f["function"] for f in ours["frames"]),
                         " > ".join(f["function"] for f in theirs["frames"]))
    for depth, (mine, their) in enumerate(zip(ours["frames"], theirs["frames"])):
        for key in ("function", "line"):
            if mine[key] != their[key] and their[key] is not None:
                raise Difference("%s of frame %d" % (key, depth), mine[key], their[key])
        module = their["function"] == "<module>"
        left, right = visible(mine["names"], module), visible(their["names"], module)
        where = "" if module else " in %s" % their["function"]
        if left.keys() != right.keys():
            raise Difference("names of frame %d (%s)" % (depth, their["function"]),
                             "only here: " + ", ".join(sorted(left.keys() - right.keys())),
                             "only here: " + ", ".join(sorted(right.keys() - left.keys())))
        for name in right:
            a, b = left[name], right[name]
            path = name + where
            if a["scope"] != b["scope"] and not module:
                raise Difference("scope of %s" % path, a["scope"], b["scope"])
            match.pair(a["object"], b["object"], path)
            if "cell" in a and "cell" in b:
                match.pair(a["cell"], b["cell"], "the cell of %s" % path)


def lasting(record, previous):
    """For each name bound to a lasting object now and before: is it the same one?"""
    answer = {}
    for depth, (frame, before) in enumerate(zip(record["frames"], previous["frames"])):
        if frame["function"] != before["function"]:
            break
        old = {n["name"]: n["object"] for n in before["names"]}
        for n in frame["names"]:
            if n["name"] in old:
                entry = get(record.get("objects", {}), n["object"])
                entry_before = get(previous.get("objects", {}), old[n["name"]])
                if entry and entry_before and entry["type"] in LASTING and entry_before["type"] in LASTING:
                    answer[depth, n["name"]] = old[n["name"]] == n["object"]
    return answer


def check_holders(record):
    for tag, entry in record.get("objects", {}).items():
        holders = entry.get("holders")
        # A holder may stand for several references of the engine itself, told together.
        total = sum(h.get("count", 1) for h in holders) if holders is not None else entry["refs"]
        if total != entry["refs"]:
            raise Difference("holders of our #%s (%s)" % (tag, entry["type"]), "%d holders: %s" % (
                total, describe_refs(entry)), "must equal refs %d" % entry["refs"])


def compare_record(ours, theirs, before, strict, notes):
    for key in ("function", "line"):
        if ours[key] != theirs[key]:
            raise Difference(key, "%s, line %d" % (ours["function"], ours["line"]),
                             "%s, line %d" % (theirs["function"], theirs["line"]))
    if ours.get("output", "") != theirs.get("output", ""):
        raise Difference("output before this line", repr(ours.get("output")), repr(theirs.get("output")))
    match = Matcher(ours, theirs)
    match.paths = {}
    match.keys = {"parts"} if any("parts" in o for o in match.ours.values()) else set()
    compare_names(ours, theirs, match)
    compare_objects(match, strict, notes)
    check_holders(ours)
    if before:
        left, right = lasting(ours, before[0]), lasting(theirs, before[1])
        for key in left.keys() & right.keys():
            if left[key] != right[key]:
                words = {True: "the same object as at the previous record", False: "a new object"}
                raise Difference("identity of %s over time" % key[1], words[left[key]], words[right[key]])


def load(path):
    """The records; what follows the last one is what the program printed while the interpreter shut down."""
    with open(path, encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            try:
                record = json.loads(line)
            except ValueError as error:
                raise Difference("record %d of %s" % (number, path), "not JSON: %s" % error, line[:100])
            yield record
            if record["event"] == "end":
                return


def show(difference, number, record, source, out):
    where = ""
    if record and record.get("line"):
        line = record["line"]
        text = source[line - 1].strip() if source and line <= len(source) else ""
        where = " at record %d, line %d: %s" % (number, line, text)
    elif record:
        where = " at record %d (%s)" % (number, record["event"])
    out.append("differs%s" % where)
    out.append("  %s" % difference.what)
    out.append("    lastref: %s" % clip(difference.ours))
    out.append("    CPython: %s" % clip(difference.theirs))


def clip(value):
    text = str(value)
    return text if len(text) <= 600 else text[:600] + "..."


def compare_files(ours_path, theirs_path, source=None, strict=False):
    """(text of the first difference or None, records compared, {type: counts that differ but do not matter})."""
    notes = {}
    number = 0
    before = None
    out = []
    theirs = ours = None
    try:
        mine = (r for r in load(ours_path) if r["event"] in ("line", "end"))
        for theirs in load(theirs_path):
            number += 1
            ours = next(mine, None)
            if theirs["event"] == "cut":
                break
            if theirs["event"] == "end":
                if ours is not None and ours["event"] == "line" and ours["frames"][0]["function"] == "<module>":
                    raise Difference("end", "goes on: %s, line %d" % (ours["function"], ours["line"]), "ended")
                break
            if ours is None or ours["event"] == "end":
                raise Difference("end", "ended", "goes on: %s, line %d" % (theirs["function"], theirs["line"]))
            compare_record(ours, theirs, before, strict, notes)
            before = ours, theirs
    except Difference as difference:
        show(difference, number, theirs, source, out)
    return ("\n".join(out) if out else None), number, notes


def main(arguments):
    strict = quiet = False
    source = None
    while arguments and arguments[0].startswith("--"):
        option = arguments.pop(0)
        if option == "--strict":
            strict = True
        elif option == "--quiet":
            quiet = True
        elif option == "--source" and arguments:
            with open(arguments.pop(0), encoding="utf-8", errors="replace") as file:
                source = file.read().split("\n")
        else:
            sys.exit("tracediff: unknown option %s" % option)
    if len(arguments) != 2:
        sys.stderr.write(__doc__.strip() + "\n")
        return 2
    text, number, notes = compare_files(arguments[0], arguments[1], source, strict)
    if text:
        print(text)
        return 1
    if not quiet:
        print("%d records agree" % number)
        for kind, count in sorted(notes.items()):
            print("  (%d counts of %s objects differ, which the interpreter shares with itself)" % (count, kind))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
