# Every dict method, views, ordering, errors.
d = {"a": 1, "b": 2}
print(d["a"], d.get("z"), d.get("z", 0), d.setdefault("c", []), d.setdefault("a", 9), d)
print(d.keys(), d.values(), d.items(), len(d), list(d), "a" in d, "z" not in d)
print(d.pop("c"), d.pop("zz", "dflt"), d.popitem(), d)
d.update({"x": 1}); d.update([("y", 2)]); d.update(z=3); d.update({"a": 0}, w=4); d.update()
print(d)
print(dict(), dict(a=1), dict([(1, 2)]), dict({1: 2}, b=3), dict(zip("ab", (1, 2))), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), dict(["ab", "cd"]))
print({1: 2} | {3: 4}, {1: 2} | {1: 5}, {1: 2} == {1: 2}, {1: 2, 3: 4} == {3: 4, 1: 2}, {} != {1: 1})
e = d.copy(); e["new"] = 1
print("new" in d, e is d, d.clear(), d)
d = {1: "a", 2: "b", 3: "c"}
del d[2]; d[2] = "again"; d[1] = "changed"
print(d, list(reversed(d)), list(reversed(d.items())), list(d.items())[0])
k, v, it = d.keys(), d.values(), d.items()
d[9] = "live"
print(k, v, it, len(k), 9 in k, "live" in v, (9, "live") in it, (9, "x") in it)
print(k & {1, 9, 50}, k | {50} == {1, 2, 3, 9, 50}, k - {1}, sorted(k ^ {1, 100}), k.isdisjoint([77]), k == {1, 2, 3, 9}, k <= {1, 2, 3, 9, 10}, it & {(1, "changed")}, {1: 1}.keys() == {1: 2}.keys(), k > {1})
for f in (lambda: d["nope"], lambda: d[[]], lambda: {}.popitem(), lambda: {}.pop(1), lambda: dict(5), lambda: dict([1]), lambda: dict(["abc"]), lambda: dict([(1, 2, 3)]), lambda: {}.update(5), lambda: {}.update([5]), lambda: {[]: 1}, lambda: {} + {}, lambda: {} < {}, lambda: hash({}), lambda: dict.fromkeys(5), lambda: {}.fromkeys([[]]), lambda: {1: 2}[1, 2], lambda: {} | [], lambda: dict(1, 2), lambda: k[0], lambda: {}.get(), lambda: {}.get([]), lambda: {}.setdefault([])):
    try:
        print(f())
    except Exception as ex:
        print(type(ex).__name__, ex)
x = {}
x["self"] = x
print(x, x["self"] is x)
print({1: 1, True: 2, 1.0: 3}, {0: "a", False: "b"}, {"1": 1, 1: 2})
m = d.keys().mapping
print(m, type(m).__name__)
for k in list(d):
    del d[k]
print(d, bool(d), bool({0: 0}))
print({i: {} for i in range(2)}, {**{1: 2}, 3: 4}, [*{"a": 1}], str({}), repr({"q'": 'd"'}))
d = {"a": 1}; d |= [("b", 2)]; print(d)
it = iter({1: 2}); next(it)
print(next(it, "end"), list({1: 2}.__iter__()), {1: 2}.__contains__(1), {1: 2}.__getitem__(1), {5: 6}.__len__())
