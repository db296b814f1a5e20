# f-strings: expressions, formats, nesting, conversion, self-documenting form.
name, n, x = "Ann", 42, 3.14159
print(f"{name} {n} {x}", f"{name!r} {name!s} {name!a}", f"{n:5}|{n:<5}|{n:^5}|{n:05}|{n:+}|{n:x}|{n:#b}")
print(f"{x:.2f} {x:10.3} {x:e} {x:%} {x:g}", f"{n:{n // 4}}|", f"{x:{5}.{2}}", f"{name:{'>'}{8}}")
print(f"{n=} {x = :.2f} {name=!s} {n + 1=} { n = }")
print(f"{{}} {{{n}}} {{n}}", f"{'nested ' + f'{n}'}")
print(f"{f'{n}'} {f'''{n}'''}" f'{f"{n}"}')
print(f"{[i for i in range(3)]} {(lambda: 5)()} {({'a': 1})['a']} {n if n > 1 else 0} {n!r:>5}")
d = {"k": "v"}
print(f"{d['k']} {d}", f'{d["k"]:>4}')
print(f"multi {n}" f" part {x:.1f}" " plain {n}", rf"\{n}\d", fr"{n}\n", F"{n}")
print(f"""triple {
    n
    + 1
} end""")
print(f"{n:,} {1234567:,} {1234567:_} {0.5:.0%} {255:#06x} {1e10:,.1f}")
print(f"{None} {True} {[1, 'a']!s} {(1,)} {object.__name__}")
class F:
    def __format__(self, spec): return "<%s>" % spec
    def __str__(self): return "str"
    def __repr__(self): return "repr"
f = F()
print(f"{f} {f:abc} {f!r} {f!s:>5} {f:{n}x} {f=} {f=:q}")
print(f"{n!r:^{10}}|{name[0]}{name[::-1]}{name.upper()}{'a' 'b'}{1,2}{*[1], 2}")
print(f"{3 != 4} {n == 42} {n >= 1} {(w := 5)} {w} {-n} {~n} {not n} {n:>-5}")
print(f"", f"{''}", f"{'a':*^7}", f"\x41{n}\u00e9")
print(f"{x:.{n // 21}f} {n:{'0'}>{6}} {'%s' % n}")
for code in ('f"{n:Q}"', 'f"{name:d}"', 'f"{None:5}"', 'f"{[]:>5}"', 'f"{x:d}"', 'f"{n:.2}"', 'f"{undefined}"', 'f"{1/0}"', 'f"{n:{name}}"', 'f"{1j:%}"', 'f"{name:,}"', 'f"{name:+}"', 'f"{name:=5}"', 'f"{n:,_}"', 'f"{n:s}"', 'f"{object():5}"'):
    try:
        print(eval(code))
    except Exception as e:
        print(code, type(e).__name__, e)
