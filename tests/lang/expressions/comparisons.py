# Comparisons: chains, identity, membership, mixed types.
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1 == 1, 1 == 1.0 == True, 1 < 2 > 1, 0 == False != True)
def say(x):
    print("eval", x, end="; ")
    return x
print(say(1) < say(5) < say(3) < say(9))
print(say(9) < say(1) < say(3))
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [0], (1, 2) <= (1, 2), (2,) > (1, 9), "abc" < "abd", "Z" < "a", "" < "a", b"a" < b"b")
print([1, [2, 3]] == [1, [2, 3]], [1] == (1,), (1,) == (1.0,), {1: 2} == {1.0: 2.0}, {1, 2} == frozenset([2, 1]))
print({1} < {1, 2}, {1, 2} <= {1, 2}, {1} < {2}, {3} > set(), {1, 2}.isdisjoint({3}))
print(1 in [1, 2], 3 not in [1, 2], "b" in "abc", "" in "", "bc" in "abc", "ac" in "abc", 1 in {1: 2}, 2 in {1: 2}, 1.0 in {1}, None in [None])
print(5 in range(10), 5.0 in range(10), 5.5 in range(10), "x" in range(3), 98 in b"abc", b"bc" in b"abc")
nan = float("nan")
print(nan == nan, nan in [nan], [nan] == [nan], nan != nan, nan < 1, nan > 1, nan is nan)
print(1 is not None, None is None, not 1 == 2, not (1 in []))
print(10**20 == 1e20, 10**23 == 1e23, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 2**53 + 1 > 2.0**53, 10**400 > 1e308, -10**400 < float("-inf"), 10**400 < float("inf"))
class Eq:
    def __init__(self, v): self.v = v
    def __eq__(self, o): print("eq", self.v, end=" "); return "truthy"
e = Eq(1)
print(e == 5, 5 == e, e != 5)
print(Eq(1) in [Eq(2)])
class Lt:
    def __init__(self, n): self.n = n
    def __lt__(self, o): print("lt", self.n, end=" "); return NotImplemented
    def __gt__(self, o): print("gt", self.n, end=" "); return True
print(Lt(1) < Lt(2))
class Sub(Lt): 
    def __gt__(self, o): print("sub gt first", end=" "); return False
print(Lt(1) < Sub(2))
try:
    Lt(1) < 5
except TypeError as e:
    print(e)
class Contains:
    def __contains__(self, x): return "yes" if x else ""
print(1 in Contains(), 0 in Contains(), 1 not in Contains())
class Seq:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * 10
print(20 in Seq(), 25 in Seq(), list(Seq()))
for f in (lambda: 1 in 5, lambda: 1 in "abc", lambda: [] in {}, lambda: [] in {1}, lambda: "a" in b"abc", lambda: 300 in b"abc"):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
