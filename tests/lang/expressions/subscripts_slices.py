# Subscripts and slices on all sequences.
L = list(range(10)); T = tuple(L); S = "0123456789"; B = b"0123456789"; R = range(10)
cuts = [slice(None), slice(2, 5), slice(-3, None), slice(None, None, -1), slice(8, 2, -2), slice(5, 2), slice(-100, 100), slice(None, None, 3), slice(100, None, -4), slice(2, -2), slice(-2, 2, -1)]
for c in cuts:
    print(c, L[c], T[c], S[c], B[c], R[c])
print(L[-1], T[0], S[-10], B[3], R[-2], L[True], S[False])
class I:
    def __index__(self): return 2
print(L[I()], S[I():], R[I()], "ab" * I())
for f in (lambda: L[10], lambda: T[-11], lambda: S[10], lambda: B[99], lambda: R[10], lambda: L["a"], lambda: T[1.0], lambda: S[None], lambda: R["x"], lambda: B["x"], lambda: L[::0], lambda: S[::0], lambda: R[::0], lambda: L["a":], lambda: {}["k"], lambda: {}[[]], lambda: 5[0], lambda: None[0], lambda: (lambda: 0)[1], lambda: int["x"], lambda: L[1, 2], lambda: {1}[0], lambda: print[0]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Show:
    def __getitem__(self, k): return k
s = Show()
print(s[1], s[1:2], s[::2], s[1, 2], s[1:2, ...], s[()], s[:, 1], s["a":"b":"c"], s[1,])
print(s[*[1, 2]], s[0, *"ab"])
print(slice(1, 10, 2).indices(5), slice(None, None, -1).indices(3), slice(-2, None).indices(10))
x = slice(1, 2)
print(x.start, x.stop, x.step, x == slice(1, 2), x == slice(1, 3))
try:
    hash(x)
except TypeError as e:
    print(e)
L = list(range(6))
L[1:3] = "abc"; print(L)
L[::2] = [0] * 4 if len(L) > 6 else [0] * len(L[::2]); print(L)
L[2:2] = [9, 9]; print(L)
L[5:2] = ["ins"]; print(L)
L[-1:] = []; print(L)
for v in ([1], [1, 2, 3, 4]):
    try:
        L[::3] = v
        print(L)
    except ValueError as e:
        print(e)
try:
    L[0:1] = 5
except TypeError as e:
    print(e)
