# Strings are replaced, not changed; short names keep the old ones.
s = "ab"
t = s
s += "cd!"
u = s
s = s + t
parts = [s, t, u]
joined = "-".join(parts)
pieces = joined.split("-")
one = pieces[1] == t
up = t.upper()
v = up.lower()
same = v is t
parts[0] = None
print(joined, one, same)
