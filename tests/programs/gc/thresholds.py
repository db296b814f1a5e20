# Thresholds: what get_threshold gives back, and when a collection comes.
import gc

print(gc.get_threshold(), gc.isenabled())
gc.collect()
runs = []


def note(phase, info):
    if phase == "start":
        runs.append(info["generation"])


gc.set_threshold(50, 2, 2)
print(gc.get_threshold())
gc.callbacks.append(note)
keep = list(map(list, [()] * 1000))
gc.callbacks.remove(note)
print(len(runs), runs)
gc.set_threshold(700)
print(gc.get_threshold())
gc.set_threshold(700, 10)
print(gc.get_threshold())
gc.set_threshold(0)
print(gc.get_threshold())
gc.callbacks.append(note)
runs.clear()
keep = list(map(list, [()] * 5000))
print(runs)
gc.set_threshold(700, 10, 10)
gc.disable()
keep = list(map(list, [()] * 5000))
print(runs, gc.isenabled())
gc.enable()
print(gc.isenabled())
gc.callbacks.remove(note)
for bad in ((), (1, 2, 3, 4), ("a",), (1.5,), (2**40,)):
    try:
        gc.set_threshold(*bad)
    except (TypeError, OverflowError) as e:
        print(type(e).__name__, e)
for bad in (-1, 3, "x", None):
    try:
        print(gc.collect(bad))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
