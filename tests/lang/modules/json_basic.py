import json
d = {"a": [1, 2.5, None, True], "b": {"c": "é\n\"q\""}, "n": -0.0, "big": 10**20}
s = json.dumps(d); print(s, json.loads(s) == d, json.dumps(d, indent=2), json.dumps(d, sort_keys=True, separators=(",", ":")), json.dumps("é😀", ensure_ascii=False), json.dumps("é😀"), json.dumps([]), json.dumps({}), json.dumps({1: 2, None: 3, True: 4, 1.5: 5}), json.dumps((1, 2)), json.dumps(float("inf")), json.dumps([1, [2, [3]]], indent=1), json.dumps([], indent=2))
print(json.loads('[1, 2.0, "x", null, true, false, {"k": []}]'), json.loads(' "\\u00e9\\ud83d\\ude00\\n" '), json.loads("1e3"), json.loads("-5"), json.loads("NaN"), json.loads(b'{"a": 1}'), json.loads('{"a": 1, "a": 2}'), json.loads("[1.5]", parse_float=str), json.loads('{"a": 1}', object_hook=lambda o: list(o)), json.loads('{"a": 1}', object_pairs_hook=tuple))
class E(json.JSONEncoder):
    def default(self, o): return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({3, 1}, cls=E), json.dumps(1j, default=str))
for bad in ("", "{", "[1,]", "{'a': 1}", "nul", '"abc', "[1 2]", '{"a" 1}', '{"a":}', "01", '"\\x"', "[1]x", '{"a": 1,}'):
    try: print(json.loads(bad))
    except json.JSONDecodeError as e: print(repr(bad), "->", e)
for bad in (object, {1, 2}, {(1, 2): 3}, b"x"):
    try: json.dumps(bad)
    except TypeError as e: print(e)
r = []; r.append(r)
try: json.dumps(r)
except ValueError as e: print(e)
