# Augmented assignment: every operator, in place where the type can.
n = 7
n += 3; print(n)
n -= 1; print(n)
n *= 2; print(n)
n //= 4; print(n)
n **= 3; print(n)
n %= 10; print(n)
n <<= 5; print(n)
n >>= 2; print(n)
n |= 3; print(n)
n &= 6; print(n)
n ^= 5; print(n)
n /= 2; print(n)
L = [1]
alias = L
L += (2, 3)
L *= 2
print(alias, alias is L)
s = {1, 2, 3, 4}
t = s
s |= {9}; s &= {1, 2, 9}; s -= {1}; s ^= {2, 7}
print(sorted(t), t is s)
d = e = {"a": 1}
d |= {"b": 2}
print(e, d is e)
b = c = bytearray(b"x")
b += b"y"
b *= 2
print(c, b is c)
t1 = t2 = (1,)
t1 += (2,)
print(t1, t2)

class V:
    def __init__(self, v): self.v = v
    def __add__(self, o): print("add"); return V(self.v + o)
    def __isub__(self, o): print("isub"); self.v -= o; return self
    def __imatmul__(self, o): return "imatmul %s" % o
v = w = V(1)
v += 5
print(v.v, w.v)
v -= 2
print(v.v)
v @= 3
print(v)

def idx():
    print("index once")
    return 0
M = [[1]]
M[idx()] += [2]
print(M)
class O: pass
o = O()
o.x = 1
o.x += 1
print(o.x)
for code in ("x = 'a'; x += 1", "x = 1; x += 'a'", "x = []; x += 1", "x = None; x -= 1", "x = (1,); x += [2]", "x={}; x |= 3", "x = 1; x @= 2", "x={1}; x += {2}"):
    try:
        exec(code)
    except TypeError as e:
        print(code, "->", e)
