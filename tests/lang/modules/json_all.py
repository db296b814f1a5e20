import json, io, enum
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
for o in [1, 1.5, "a\"\n\u00e9\U0001F600\x01\\", None, True, [1, [2, []], {}], {"a": 1, "b": [1, {"c": None}]}, (1, 2), {1: 2, 1.5: 3, True: 4, None: 5}, float("nan"), float("inf"), -float("inf"), 10**30, "", {}]:
    t(lambda: json.dumps(o)); t(lambda: json.dumps(o, indent=2)); t(lambda: json.dumps(o, indent="\t", ensure_ascii=False)); t(lambda: json.dumps(o, separators=(",", ":")))
    t(lambda: json.loads(json.dumps(o)) == (list(o) if isinstance(o, tuple) else o))
t(lambda: json.dumps({"b": 1, "a": 2}, sort_keys=True)); t(lambda: json.dumps({(1, 2): 3})); t(lambda: json.dumps({(1, 2): 3, "a": 1}, skipkeys=True)); t(lambda: json.dumps(set())); t(lambda: json.dumps(object)); t(lambda: json.dumps(float("nan"), allow_nan=False))
l = []; l.append(l); t(lambda: json.dumps(l)); d = {}; d["x"] = d; t(lambda: json.dumps(d))
t(lambda: json.dumps({1, 2}, default=list)); t(lambda: json.dumps(3j, default=str)); t(lambda: json.dumps([1], default=3)); t(lambda: json.dumps({"a": 1, 2: 3}, sort_keys=True))
class E(json.JSONEncoder):
    def default(self, o): return {"re": o.real, "im": o.imag} if isinstance(o, complex) else super().default(o)
t(lambda: json.dumps([3j], cls=E)); t(lambda: json.dumps([set()], cls=E)); t(lambda: E(indent=1).encode([1])); t(lambda: list(E().iterencode([1, 2])) and 1)
class C(enum.IntEnum): A = 1
t(lambda: json.dumps([C.A, {C.A: C.A}])); t(lambda: json.dumps([1, 2], indent=0)); t(lambda: json.dumps({"a": (1,)}, indent=4))
for s in ['', ' ', '{', '[', '[1', '[1,', '[1,]', '[1 2]', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{a:1}', "{'a':1}", '{"a" 1}', '"abc', '"a\\', '"a\\x"', '"\\u12"', '"\\u12g4"', '"\n"', 'nul', 'tru', '1 2', '[1] x', '01', '1.', '.5', '-', '1e', '1e5', '-0', '-0.0', '1E+2', 'NaN', 'Infinity', '-Infinity', '[1,\n2,\n x]', '{"a":\n  b}', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\/\\b\\f\\n\\r\\t"', '  [ 1 , 2 ]  ', '{"a":1,"a":2}', '[]', '{}', '[{}]', '{"k":[]}', '\ufeff1', '1.5e3', '123456789012345678901234567890', '"é"', '[1,,2]', '{,}', 'true', 'null', '{"a":}', '"\t"', '+1', '0x1', '[', '{"a":1 "b"}']:
    t(lambda: json.loads(s))
t(lambda: json.loads(b'[1, "\xc3\xa9"]')); t(lambda: json.loads("[1]".encode("utf-16"))); t(lambda: json.loads(3)); t(lambda: json.loads("[1.5, 2]", parse_float=str, parse_int=lambda x: "i" + x)); t(lambda: json.loads("[NaN]", parse_constant=lambda x: x)); t(lambda: json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d))); t(lambda: json.loads('{"a": 1, "b": 2}', object_pairs_hook=list)); t(lambda: json.loads('"\n"', strict=False))
try: json.loads('{"a": 1,\n "b" 2}')
except json.JSONDecodeError as e: print(e.msg, e.pos, e.lineno, e.colno, e.doc == '{"a": 1,\n "b" 2}', isinstance(e, ValueError))
f = io.StringIO(); json.dump({"a": [1, 2]}, f, indent=1); print(f.getvalue()); f.seek(0); print(json.load(f)); t(lambda: json.JSONDecoder().raw_decode('[1] tail')); t(lambda: json.JSONDecoder().decode("[1"))
