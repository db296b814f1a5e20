# Callbacks of json and re that change what the encoder, the decoder or the substitution is working on.
import gc
import json
import re

gc.disable()


def show(what, f):
    try:
        result = f()
    except Exception as error:
        print(what, type(error).__name__, error)
    else:
        print(what, repr(result)[:150])


class Odd:
    pass


# default() changes the list that is being written, at its end and at its front
numbers = [1, Odd(), 2]


def grows(o):
    numbers.append(9)
    return "odd"


show("default appends", lambda: json.dumps(numbers, default=grows))
print(len(numbers))
numbers = [Odd(), Odd(), Odd(), 4]


def clears(o):
    numbers.clear()
    gc.collect()
    return [1, 2]


show("default clears the list", lambda: json.dumps(numbers, default=clears))
table = {"a": Odd(), "b": 2}


def table_grows(o):
    table["new%d" % len(table)] = 1
    return None


def table_clears(o):
    table.clear()
    gc.collect()
    return {}


show("default grows the dict", lambda: json.dumps(table, default=table_grows))
table = {"a": Odd(), "b": Odd(), "c": 3}
show("default clears the dict", lambda: json.dumps(table, default=table_clears))
show("default gives itself", lambda: json.dumps(Odd(), default=lambda o: o))
loop = []
show("default makes a circle", lambda: json.dumps(Odd(), default=lambda o: loop.append(loop) or loop))
deep = []


def nests(o):
    deep.append(o)
    return [Odd()] if len(deep) < 30 else deep[0].lost


show("default nests", lambda: json.dumps(Odd(), default=nests))


class Items(dict):
    def items(self):
        self.clear()
        return [("k", [1]), ("l", {2: 3})]


show("items() clears", lambda: json.dumps(Items(a=1)))


class Walks(list):
    def __iter__(self):
        self.clear()
        return iter([1, 2])


show("__iter__ clears", lambda: json.dumps(Walks([7, 8, 9])))


class Number(float):
    def __repr__(self):
        return "seven"


class Int(int):
    def __repr__(self):
        numbers.clear()
        return "eight"


show("number texts", lambda: json.dumps([Number(7), Int(8)]))
show("keys", lambda: json.dumps({Number(7): 1, Int(8): 2, None: 3, True: 4}))

# hooks of the decoder
kept = []


def hook(d):
    kept.append(d)
    for other in kept:
        other["seen"] = len(kept)
    gc.collect()
    return d


show("object_hook", lambda: json.loads('[{"a": {"b": {}}}, {"c": 1}]', object_hook=hook))


def pairs(p):
    kept.append(p)
    p.append(("more", 1))
    for old in kept[:-1]:
        old.clear()
    return p


kept = []
show("object_pairs_hook", lambda: json.loads('{"a": {"b": {}}, "a": {"d": 2}}', object_pairs_hook=pairs))
show("hook raises", lambda: json.loads('[1, {"a": 1}]', object_hook=lambda d: 1 / 0))
show("hook decodes", lambda: json.loads('{"a": {"b": 1}}', object_hook=lambda d: json.loads('{"n": 1}')))
show("parse_int", lambda: json.loads("[1, 2, 3]", parse_int=lambda s: kept.append(s) or kept))

# re: the replacement function
text = "a1b22c333"
log = []


def replace(m):
    log.append(m)
    gc.collect()
    del log[:-1]
    return re.sub("[0-9]", lambda inner: "<" + inner.group() + ">", m.group())


show("nested sub", lambda: re.sub("[0-9]+", replace, text))
show("replacement purges", lambda: re.sub("[a-c]", lambda m: re.purge() or "-", text))
show("replacement is no string", lambda: re.sub("[a-c]", lambda m: 1, text))
show("replacement raises", lambda: re.sub("[a-c]", lambda m: {}[m.group()], text))
buffer = bytearray(b"x1y2z3")


def shrinks(m):
    try:
        buffer.clear()
    except BufferError as error:
        log.append(str(error))
    return b"!"


show("replacement shrinks the buffer", lambda: re.sub(rb"[0-9]", shrinks, buffer))
print(log[-1], bytes(buffer))
found = re.finditer("[0-9]+", text)
first = next(found)
del text
gc.collect()
show("iterator outlives the text", lambda: [m.span() for m in found] + [first.string])
found = re.finditer(rb"[0-9]", buffer)
next(found)
show("the buffer is held", lambda: buffer.append(1))
del found
gc.collect()
show("the buffer is free", lambda: buffer.append(1) or bytes(buffer))


class Groups(str):
    def __hash__(self):
        gc.collect()
        return str.__hash__(self)


m = re.match("(?P<n>.)", "q")
show("group by an odd name", lambda: m.group(Groups("n")))


class Index:
    def __index__(self):
        gc.collect()
        return 1


show("group by an odd number", lambda: m.group(Index()))
show("span by an odd number", lambda: m.span(Index()))
show("expand", lambda: m.expand(r"\g<n>\1") * 2)
