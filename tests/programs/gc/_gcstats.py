# What the collector did since start(), told apart from what it did before. Not part of the traced program.
import gc

_before = []


def start():
    _before[:] = gc.get_stats()


def show(*found):
    changes = [[now[key] - old[key] for now, old in zip(gc.get_stats(), _before)] for key in ("collected", "collections")]
    print(*found, *changes, gc.garbage)
