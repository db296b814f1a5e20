# gc.set_debug(gc.DEBUG_COLLECTABLE): a line for each unreachable object, on stderr.
import gc
import sys


class Node:
    pass


gc.collect()
gc.disable()


class Lines:
    """Stands in for stderr: addresses differ from run to run, so they are cut."""

    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text
        return len(text)

    def flush(self):
        pass


def debugged(flags, make):
    make()
    real, sys.stderr = sys.stderr, Lines()
    gc.set_debug(flags)
    found = gc.collect()
    gc.set_debug(0)
    lines, sys.stderr = sys.stderr.text.splitlines(), real
    return found, [" ".join(w for w in line.split() if not w.startswith("0x")) for line in lines]


def ring():
    a, b = Node(), Node()
    a.other, b.other = b, a


def loop():
    items = []
    items.append(items)


def table():
    d = {}
    d["me"] = d


for make in (ring, loop, table):
    print(make.__name__, debugged(gc.DEBUG_COLLECTABLE, make))
print("uncollectable", debugged(gc.DEBUG_UNCOLLECTABLE, loop))
print(gc.garbage, gc.get_debug())
