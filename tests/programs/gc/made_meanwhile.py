# How many objects that the collector counts a built-in function makes while it runs: with a threshold of so many a
# collection does not begin in it, with one less it does. print() binds the method write of its file, sorted() that
# of its list, max() goes through the tuple of its arguments.
import gc
import sys

hits = []


def note(phase, info):
    if phase == "start":
        hits.append(info["generation"])


def made(call):
    call()
    for k in range(12):
        gc.collect()
        gc.set_threshold(0)
        kept = [[[]] for _ in range(60)]  # nothing is left in the free lists
        hits.clear()
        gc.set_threshold(gc.get_count()[0] + k + 1, 1000, 1000)
        gc.enable()
        call()
        gc.disable()
        if not hits:
            break
    gc.set_threshold(700, 10, 10)
    return k


class W:
    def write(self, x):
        pass


gc.disable()
gc.collect()
print(gc.get_count()[0], end=" ")
for use in (lambda: [1][0:1], lambda: repr([]), lambda: repr({}), lambda: repr([1])):  # what the first use makes for ever
    before = gc.get_count()[0]
    use()
    print(gc.get_count()[0] - before, end=" ")
print()
gc.callbacks.append(note)
w = W()
L = [3, 1, 2]
T = (3, 1, 2)
D = {1: 2, 3: 4}
ST = {1, 2}
FS = frozenset(ST)
B = b"a b"
X = "a b c"
R = range(3)
found = []
for text in (
    'max(1, 2)',
    'max(L)',
    'max(T, key=abs)',
    'min(1, 2, 3)',
    'min(D)',
    'max([], default=1)',
    'sum(L)',
    'sum(T)',
    'sum(R)',
    'sum(D)',
    'any(L)',
    'all(L)',
    'any(T)',
    'any(ST)',
    'all(D)',
    'list(L)',
    'list(T)',
    'list(R)',
    'list(D)',
    'list(X)',
    'list(ST)',
    'tuple(L)',
    'tuple(D)',
    'tuple(X)',
    'set(L)',
    'set(T)',
    'set(R)',
    'set(X)',
    'set(ST)',
    'frozenset(L)',
    'frozenset(ST)',
    'dict(D)',
    'dict([(1, 2)])',
    'dict(a=1)',
    'dict(zip(L, T))',
    'sorted(L)',
    'sorted(T)',
    'sorted(D)',
    'sorted(L, key=abs)',
    'sorted(L, reverse=True)',
    'reversed(L)',
    'list(reversed(L))',
    'zip(L, T)',
    'map(abs, L)',
    'list(zip(L, T))',
    'list(map(abs, L))',
    'list(enumerate(L))',
    'list(filter(None, L))',
    'iter(L)',
    'iter(D)',
    'iter(X)',
    'next(iter(L))',
    'X.join(L and ["a", "b"])',
    'X.join(("a", "b"))',
    'X.join(c for c in X)',
    'X.format(1)',
    '"%s %d" % (1, 2)',
    '"%s" % 1',
    '"%(a)s" % {"a": 1}',
    'f"{1}"',
    'f"{1:3}"',
    'f"{1!r:>{5}}"',
    '[].extend(L)',
    '[].extend(T)',
    '[].extend(R)',
    '[].extend(D)',
    '[].extend(X)',
    'list(x for x in L)',
    'list(D.items())',
    'reversed(D)',
    'ST.union(L)',
    'ST.intersection(L)',
    'ST.difference(L)',
    'ST.symmetric_difference(L)',
    'ST.issubset(L)',
    'ST.issuperset(L)',
    'ST.isdisjoint(L)',
    '{1}.update(L)',
    '{1}.update(L, T)',
    'bytes(L)',
    'bytes(T)',
    'bytes(R)',
    'bytes(3)',
    'bytearray(L)',
    'bytearray(R)',
    'bytearray(B)',
    'bytes(memoryview(B))',
    'list(B)',
    'repr(L)',
    'repr(T)',
    'repr(D)',
    'repr(ST)',
    'repr(X)',
    'round(1.5)',
    'round(1.567, 2)',
    'round(3)',
    'divmod(7, 2)',
    'divmod(7.5, 2)',
    'getattr(w, "write")',
    'getattr(w, "zz", 1)',
    'W()',
    'isinstance(1, int)',
    'isinstance(1, (int, str))',
    'print(end="")',
    'sys.getsizeof(L)',
    'sys.getsizeof(w)',
):
    found.append((text, made(eval("lambda: " + text))))
gc.callbacks.remove(note)
for text, n in found:
    print(n, text)
