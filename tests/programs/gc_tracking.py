# What the collector tracks.
import gc
t1 = (1, 2)
t2 = (1, [2])
d1 = {"a": 1}
d2 = {"a": []}
before = [gc.is_tracked(x) for x in (t1, t2, d1, d2, [], 5, "s")]
d1["b"] = t2
after = gc.is_tracked(d1)
made = tuple([1, "x"])
now = gc.is_tracked(made)
gc.collect()
later = gc.is_tracked(made)
print(before, after, now, later)
