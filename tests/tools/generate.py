"""Makes whole programs at random.

    python3 generate.py SEED [STATEMENTS]                one, on standard output
    python3 generate.py --into FOLDER FIRST COUNT        made_SEED.py for COUNT seeds

The same seed makes the same program, on every machine. A program runs to its end, within some thousand lines that run, prints what it
sees, and catches what it raises. It binds and rebinds names of many kinds, calls, closes over, yields, copies, makes cycles, drops
them, collects. `lastref check` compares such programs with CPython (run_check.py), and they are audited (run_audit.py).
"""
import os
import random
import sys

KINDS = ("int", "str", "list", "dict", "set", "tuple", "float", "bytes")


class Scope:
    def __init__(self, outer=None, function=False):
        self.outer, self.function = outer, function
        self.names = {kind: [] for kind in KINDS + ("function", "instance", "generator", "weak", "class", "iterator")}
        self.nonlocals = set()


class Maker:
    def __init__(self, seed, statements):
        self.rng = random.Random(seed)
        self.lines, self.indent, self.left, self.count = [], 0, statements, 0
        self.scope, self.loops, self.classes, self.weak_classes = Scope(), 0, [], set()
        self.depth = 0

    # ---- text ----

    def line(self, text):
        self.lines.append("    " * self.indent + text)

    def fresh(self, kind):
        self.count += 1
        return "%s%d" % (kind[0] if kind not in ("set", "dict", "function", "iterator") else kind[:2], self.count)

    def bind(self, kind, reuse=0.4):
        """A name to assign something of the kind to: often one that is there."""
        known = self.scope.names[kind]
        if known and self.rng.random() < reuse:
            return self.rng.choice(known)
        name = self.fresh(kind)
        known.append(name)
        return name

    def known(self, kind):
        names, scope = [], self.scope
        while scope:
            names += scope.names[kind]
            scope = scope.outer
        return names

    def pick(self, *choices):
        return self.rng.choice(choices)

    # ---- expressions ----

    def name_or(self, kind, other, often=0.6):
        names = self.known(kind)
        return self.rng.choice(names) if names and self.rng.random() < often else other()

    def expr(self, kind=None, depth=2):
        kind = kind or self.rng.choice(KINDS)
        return self.name_or(kind, lambda: getattr(self, "make_" + kind)(depth - 1), 0.35 if depth > 0 else 0.7)

    def items(self, depth, most=4):
        return [self.expr(None if depth > 0 else self.pick("int", "str"), depth) for _ in range(self.rng.randint(0, most))]

    def make_int(self, d):
        if d <= 0:
            return self.pick("0", "1", "2", "7", "-3", "256", "257", "1000", "10 ** 20", "True", "-(2 ** 31)")
        e = lambda: self.expr("int", d)
        return self.rng.choice((
            lambda: "(%s %s %s)" % (e(), self.pick("+", "-", "*", "&", "|", "^"), e()),
            lambda: "(%s %s %s)" % (e(), self.pick("//", "%"), self.pick("3", "7", "1000", "-5")),
            lambda: "len(%s)" % self.expr(self.pick("list", "dict", "set", "str", "tuple"), d),
            lambda: "sum([%s])" % ", ".join(e() for _ in range(self.rng.randint(0, 3))),
            lambda: "abs(%s)" % e(),
            lambda: "(%s if %s else %s)" % (e(), self.condition(d), e()),
            lambda: "min(%s, %s)" % (e(), e()),
            lambda: "hash(%s) %% 1000" % e(),
            lambda: "int(%s)" % self.expr("float", 0),
            lambda: "sys.getrefcount(%s)" % self.rng.choice(self.known("list") or self.known("dict") or ["None"]) if self.known("list") or self.known("dict") else "3",
        ))()

    def make_float(self, d):
        return self.pick("0.5", "1.25", "-2.0", "1e10", "3.0") if d <= 0 else "(%s %s %s)" % (self.expr("float", d), self.pick("+", "-", "*"), self.expr("float", d))

    def make_str(self, d):
        if d <= 0:
            return self.pick("''", "'a'", "'spam'", "'two words'", "'\\u00e9t\\u00e9'", "'x' * 30", "'A'")
        s = lambda: self.expr("str", d)
        return self.rng.choice((
            lambda: "(%s + %s)" % (s(), s()),
            lambda: "%s.%s()" % (s(), self.pick("upper", "lower", "strip", "title", "swapcase")),
            lambda: "%s[%s:%s]" % (s(), self.pick("", "1", "-2"), self.pick("", "3", "-1")),
            lambda: "f'{%s}-{%s!r:>5}'" % (self.plain("int"), self.plain("str")),
            lambda: "'%%s|%%d' %% (%s, %s)" % (s(), self.expr("int", 0)),
            lambda: "'{}{}'.format(%s, %s)" % (s(), self.expr("int", 0)),
            lambda: "str(%s)" % self.expr(self.pick("int", "list", "tuple"), d),
            lambda: "repr(%s)" % self.expr(self.pick("int", "list", "dict"), d),
            lambda: "','.join([%s])" % ", ".join(s() for _ in range(self.rng.randint(0, 3))),
            lambda: "%s.replace(%s, %s)" % (s(), self.pick("'a'", "'p'", "''"), s()),
        ))()

    def plain(self, kind):
        """A name, or a literal without quotes, for an f-string."""
        return self.rng.choice(self.known(kind) or ["1"])

    def make_bytes(self, d):
        return self.pick("b''", "b'abc'", "bytes(3)", "bytearray(b'xy')", "bytes([1, 2, 255])")

    def make_list(self, d):
        if d <= 0:
            return self.pick("[]", "[1, 2, 3]", "['a']", "list(range(5))")
        return self.rng.choice((
            lambda: "[%s]" % ", ".join(self.items(d)),
            lambda: "[x %s for x in %s]" % (self.pick("", "* 2"), self.pick("range(4)", "(1, 2, 3)", "range(0, 9, 3)")),
            lambda: "[(x, y) for x in range(3) for y in %s if %s]" % (self.pick("'ab'", "range(2)"), self.pick("x", "x != y", "True")),
            lambda: "%s[%s:%s:%s]" % (self.expr("list", d), self.pick("", "1", "-3"), self.pick("", "2"), self.pick("", "2", "-1")),
            lambda: "(%s + %s)" % (self.expr("list", d), self.expr("list", d)),
            lambda: "%s * 2" % self.expr("list", d),
            lambda: "sorted(%s, key=%s)" % (self.expr(self.pick("list", "set", "dict"), d), self.pick("str", "repr", "lambda v: str(v)[::-1]")),
            lambda: "list(%s)" % self.expr(self.pick("tuple", "str", "dict", "bytes"), d),
            lambda: "[*%s, %s]" % (self.expr(self.pick("list", "tuple"), d), self.expr(None, d)),
            lambda: "copy.%s(%s)" % (self.pick("copy", "deepcopy"), self.expr("list", d)),
            lambda: "list(map(%s, %s))" % (self.pick("str", "repr", "type"), self.expr(self.pick("list", "tuple"), d)),
            lambda: "list(zip(%s, %s))" % (self.expr("list", d), self.expr("str", d)),
        ))()

    def make_tuple(self, d):
        if d <= 0:
            return self.pick("()", "(1, 2)", "('a',)", "(1, 'x', None)")
        return self.rng.choice((
            lambda: "(%s)" % "".join(e + ", " for e in self.items(d)) if self.rng.random() < 0.8 else "()",
            lambda: "tuple(%s)" % self.expr("list", d),
            lambda: "divmod(%s, 7)" % self.expr("int", d),
            lambda: "(%s + (1,))" % self.expr("tuple", d),
        ))().replace("(, )", "()")

    def key(self):
        return self.rng.choice((lambda: self.expr("int", 0), lambda: self.expr("str", 0), lambda: self.pick("(1, 2)", "-1", "'key'", "frozenset({1})")))()

    def make_dict(self, d):
        if d <= 0:
            return self.pick("{}", "{'k': 1}", "{1: 'one', 2: 'two'}", "dict(a=1, b=2)")
        return self.rng.choice((
            lambda: "{%s}" % ", ".join("%s: %s" % (self.key(), self.expr(None, d)) for _ in range(self.rng.randint(0, 4))),
            lambda: "{x: %s for x in range(%d)}" % (self.pick("x * x", "[x]", "str(x)"), self.rng.randint(0, 12)),
            lambda: "{**%s, 'more': %s}" % (self.expr("dict", d), self.expr(None, d)),
            lambda: "%s.copy()" % self.expr("dict", d),
            lambda: "copy.deepcopy(%s)" % self.expr("dict", d),
            lambda: "dict(zip('abc', %s))" % self.expr("list", d),
            lambda: "dict.fromkeys(%s, %s)" % (self.pick("'xyz'", "range(3)"), self.expr(None, d)),
        ))()

    def make_set(self, d):
        if d <= 0:
            return self.pick("set()", "{1, 2, 3}", "{10, 20}", "frozenset({4, 5})")
        return self.rng.choice((
            lambda: "{%s}" % ", ".join(self.expr("int", d) for _ in range(self.rng.randint(1, 5))),
            lambda: "{x %% %d for x in range(%d)}" % (self.rng.randint(1, 5), self.rng.randint(0, 20)),
            lambda: "(%s %s %s)" % (self.expr("set", d), self.pick("|", "&", "-", "^"), self.expr("set", d)),
            lambda: "set(range(%d))" % self.rng.randint(0, 40),
        ))()

    def condition(self, d=1):
        return self.rng.choice((
            lambda: "%s %s %s" % (self.expr("int", d), self.pick("<", "==", ">=", "!="), self.expr("int", d)),
            lambda: "%s in %s" % (self.key(), self.expr(self.pick("list", "dict", "tuple"), d)),
            lambda: "not %s" % self.expr(self.pick("list", "str", "dict"), d),
            lambda: "%s is %s" % (self.rng.choice(self.known("list") or ["None"]), self.rng.choice(self.known("list") or ["None"])),
            lambda: "isinstance(%s, %s)" % (self.expr(None, d), self.pick("int", "(str, list)", "dict")),
            lambda: "any(%s)" % self.expr("list", d),
        ))()

    # ---- statements ----

    def block(self, most=3):
        self.indent += 1
        before = len(self.lines)
        for _ in range(self.rng.randint(1, most)):
            self.statement()
        if len(self.lines) == before:
            self.line("pass")
        self.indent -= 1

    def guarded(self, write):
        """What may raise, with a handler."""
        self.line("try:")
        self.indent += 1
        write()
        self.indent -= 1
        self.line("except %s as error:" % self.pick("Exception", "(TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RuntimeError, NameError)"))
        self.line("    print(type(error).__name__, error%s)" % self.pick("", ".args", ".__context__"))
        if self.rng.random() < 0.2:
            self.line("finally:")
            self.block(1)

    def statement(self):
        if self.left <= 0:
            return
        self.left -= 1
        choices = [self.s_assign] * 6 + [self.s_print] * 3 + [self.s_mutate] * 5 + [self.s_guarded_mutate] * 2 + [self.s_delete, self.s_augmented, self.s_unpack, self.s_attribute, self.s_attribute,
                   self.s_call, self.s_call, self.s_instance, self.s_instance, self.s_generator, self.s_weak, self.s_cycle, self.s_collect, self.s_count, self.s_iterate, self.s_alias, self.s_alias, self.s_swap,
                   self.s_buffer, self.s_library, self.s_library, self.s_text, self.s_lambda, self.s_chain]
        if self.indent < 3:
            choices += [self.s_if, self.s_for, self.s_while, self.s_try, self.s_with] * 2
        if self.indent < 2:
            choices += [self.s_function] * 3 + [self.s_class] * 2
        self.rng.choice(choices)()

    def s_assign(self):
        kind = self.rng.choice(KINDS)
        text = self.expr(kind, 3)
        self.guarded(lambda: self.line("%s = %s" % (self.bind(kind), text))) if self.rng.random() < 0.35 else self.safe_assign(kind)

    def safe_assign(self, kind):
        text = getattr(self, "make_" + kind)(0)
        self.line("%s = %s" % (self.bind(kind), text))

    def s_alias(self):
        kind = self.pick("list", "dict", "set", "instance")
        if self.known(kind):
            of = self.rng.choice(self.known(kind))
            self.line("%s = %s" % (self.bind(kind, 0.6), of))

    def s_swap(self):
        names = self.scope.names["list"]
        if len(names) > 1:
            a, b = self.rng.sample(names, 2)
            self.guarded(lambda: self.line("%s, %s = %s, %s" % (a, b, b, a)))

    def s_print(self):
        self.guarded(lambda: self.line("print(%s)" % ", ".join(self.expr(None, 2) for _ in range(self.rng.randint(1, 2)))))

    def s_delete(self):
        kind = self.pick("list", "dict", "str", "instance", "function", "generator", "set")
        names = self.scope.names[kind]
        if names:
            name = names.pop(self.rng.randrange(len(names)))
            self.guarded(lambda: self.line("del %s" % name))

    def s_augmented(self):
        kind = self.pick("int", "list", "set", "str")
        names = self.scope.names[kind]
        if names:
            op = {"int": "+=", "list": "+=", "set": "|=", "str": "+="}[kind]
            text = self.expr(kind, 1)
            self.guarded(lambda: self.line("%s %s %s" % (self.rng.choice(names), op, text)))

    def s_unpack(self):
        a, b = self.fresh("int"), self.fresh("list")
        text = self.expr(self.pick("list", "tuple", "str"), 2)
        self.guarded(lambda: (self.line("%s, *%s = %s" % (a, b, text)), self.line("print(%s, %s)" % (a, b))))

    def s_mutate(self):
        kind = self.pick("list", "dict", "set")
        if not self.known(kind):
            return self.safe_assign(kind)
        self.guarded(lambda: self.line(self.mutation(kind)))

    s_guarded_mutate = s_mutate

    def mutation(self, kind):
        n = self.rng.choice(self.known(kind))
        e, k = self.expr(None, 1), self.key()
        if kind == "list":
            return self.pick("%s.append(%s)" % (n, e), "%s.extend(%s)" % (n, self.expr("tuple", 1)), "%s.insert(0, %s)" % (n, e), "print(%s.pop())" % n, "%s[0] = %s" % (n, e), "%s[1:2] = %s" % (n, self.expr("list", 1)),
                             "del %s[::2]" % n, "%s.reverse()" % n, "%s.sort(key=repr)" % n, "%s.clear()" % n, "%s.remove(%s)" % (n, e), "%s[:] = []" % n, "%s.append(%s)" % (n, n))
        if kind == "dict":
            return self.pick("%s[%s] = %s" % (n, k, e), "%s[%s] = %s" % (n, k, e), "%s.update(%s)" % (n, self.expr("dict", 1)), "print(%s.pop(%s, None))" % (n, k), "del %s[%s]" % (n, k), "print(%s.popitem())" % n,
                             "%s.setdefault(%s, []).append(%s)" % (n, k, e), "%s.clear()" % n, "%s[%s] = %s" % (n, k, n))
        return self.pick("%s.add(%s)" % (n, k), "%s.discard(%s)" % (n, k), "%s.update(%s)" % (n, self.expr("set", 1)), "print(%s.pop())" % n, "%s.clear()" % n, "%s.remove(%s)" % (n, k))

    def s_buffer(self):
        a, v = self.fresh("array"), self.fresh("view")
        self.line("%s = bytearray(%s)" % (a, self.pick("b'abcdef'", "8", "b''", "range(20)")))
        self.line("%s = memoryview(%s)%s" % (v, a, self.pick("", "[1:]", "[::2]", "[::-1]", ".cast('B')")))
        for _ in range(self.rng.randint(1, 3)):
            text = self.pick("%s.append(1)" % a, "%s[0] = 65" % v, "print(%s.tolist(), %s.nbytes, %s.contiguous)" % (v, v, v), "%s.release()" % v, "%s += b'more'" % a, "print(bytes(%s))" % v,
                             "del %s[::2]" % a, "print(%s == %s)" % (v, a), "print(%s.hex())" % v, "%s.clear()" % a, "%s = %s[1:]" % (v, v), "%s[:2] = b'zz'" % v)
            self.guarded(lambda: self.line(text))
        self.guarded(lambda: self.line("print(%s, sys.getsizeof(%s))" % (a, a)))

    def s_library(self):
        n, e = self.fresh("made"), self.expr("list", 1)
        self.guarded(lambda: self.line("%s = %s" % (n, self.pick(
            "collections.deque(%s, %s)" % (e, self.pick("3", "None")), "collections.OrderedDict.fromkeys(map(str, %s))" % e, "collections.Counter(map(str, %s))" % e, "collections.defaultdict(list, k=%s)" % e,
            "collections.ChainMap({}, dict(a=%s))" % e, "itertools.chain(%s, 'ab')" % e, "itertools.islice(%s, 2)" % e, "itertools.tee(%s)" % e, "itertools.groupby(map(type, %s))" % e, "itertools.product(%s, 'x')" % e,
            "itertools.accumulate(map(str, %s))" % e, "functools.partial(sorted, %s, key=repr)" % e, "functools.reduce(lambda a, b: [a, b], %s, ())" % e, "operator.itemgetter(0)(%s)" % e,
            "collections.namedtuple('Point', 'x y')(1, %s)" % e, "random.Random(4).sample(range(50), 5)", "array.array('i', [1, 2, 3])", "enumerate(%s, 5)" % e, "reversed(%s)" % e, "types.SimpleNamespace(of=%s)" % e))))
        self.guarded(lambda: self.line(self.pick("print(len(list(%s)))" % n, "print(next(iter(%s)))" % n, "%s2 = copy.copy(%s)" % (n, n), "print(sys.getsizeof(%s))" % n, "%s.append(%s)" % (n, n), "%s.update(%s)" % (n, n),
                                                 "print(%s == %s, bool(%s))" % (n, n, n), "print(type(%s).__mro__[0].__name__)" % n, "print(gc.is_tracked(%s))" % n, "del %s" % n)))

    def s_text(self):
        s, t = self.expr("str", 1), self.expr("str", 0)
        self.guarded(lambda: self.line("print(%s.%s)" % (s, self.pick("split(%s)" % t, "partition(%s)" % t, "find(%s)" % t, "rjust(9, '*')", "encode()", "isalpha()", "splitlines()", "translate({97: 'Z'})", "zfill(6)", "count(%s)" % t,
                                                          "startswith((%s, 'a'))" % t, "center(11)", "rsplit(None, 1)", "casefold()", "expandtabs(3)", "removeprefix(%s)" % t, "format(%s)" % t, "join(['a', %s])" % t))))

    def s_lambda(self):
        n = self.bind("function")
        names = self.known("list") + self.known("int")
        body = self.rng.choice(names) if names else "0"
        self.line("%s = lambda %s: %s" % (n, self.pick("*all", "x=1, *all, **named", "x=None, y=[]", "*all, last=2"), self.pick(body, "(%s, 1)" % body, "[%s for _ in 'ab']" % body, "(lambda: %s)()" % body)))

    def s_chain(self):
        self.line("try:")
        self.line("    try:")
        self.line("        %s" % self.pick("1 / 0", "[][1]", "{}['k']", "int('x')", "None.x", "raise StopIteration(3)", "assert False, 'why'", "undefined"))
        self.line("    except %s as inner:" % self.pick("ArithmeticError", "LookupError", "Exception"))
        self.line("        %s" % self.pick("raise", "raise ValueError('outer') from inner", "raise KeyError('other')", "raise TypeError from None", "x = inner", "del inner"))
        self.line("except Exception as outer:")
        self.line("    print(type(outer).__name__, type(outer.__cause__).__name__, type(outer.__context__).__name__, outer.__suppress_context__)")
        if self.rng.random() < 0.3:
            self.line("    kept%d = outer" % self.count)

    def s_if(self):
        condition = self.condition()
        self.guarded(lambda: (self.line("if %s:" % condition), self.block(), self.line("else:"), self.block(2)))

    def s_for(self):
        text = self.pick("range(3)", "'abc'", "list(range(2))", "enumerate('xy')", "(1, 2)")
        if self.loops >= 2:
            return
        self.loops += 1
        name = self.bind("int") if text in ("range(3)", "list(range(2))", "(1, 2)") else self.fresh("x")
        self.line("for %s in %s:" % (name, text))
        self.block()
        if self.rng.random() < 0.3:
            self.line("    if %s: %s" % (self.pick("True", "False", "%s == 1" % name), self.pick("break", "continue")))
        if self.rng.random() < 0.3:
            self.line("else:")
            self.block(1)
        self.loops -= 1

    def s_while(self):
        if self.loops >= 1:
            return
        self.loops += 1
        name = self.fresh("while")
        self.line("%s = %d" % (name, self.rng.randint(1, 4)))
        self.line("while %s:" % name)
        self.line("    %s -= 1" % name)
        self.block()
        self.loops -= 1

    def s_try(self):
        self.line("try:")
        self.block(2)
        if self.rng.random() < 0.5:
            self.line("    raise %s(%s)" % (self.pick("ValueError", "KeyError", "IndexError", "ZeroDivisionError"), self.expr("str", 0)))
        self.line("except (ValueError, LookupError) as e:")
        self.line("    print('caught', repr(e), e.__traceback__.tb_lineno)")
        self.block(1)
        self.line("except Exception as e:")
        self.line("    kept = %s" % self.pick("e", "[e]", "None", "e.__traceback__.tb_frame.f_lineno"))
        if self.rng.random() < 0.5:
            self.line("else:")
            self.block(1)
        if self.rng.random() < 0.5:
            self.line("finally:")
            self.block(1)

    def s_with(self):
        self.line("with Guard(%s)%s:" % (self.expr("str", 0), self.pick("", " as %s" % self.fresh("guard"))))
        self.block(2)
        if self.rng.random() < 0.4:
            self.line("    raise KeyError('inside')")

    def function_body(self, name, parameters, generator):
        outer, loops, self.loops = self.scope, self.loops, 0
        self.scope = Scope(outer, True)
        for p, kind in parameters:
            self.scope.names[kind].append(p)
        # What the body assigns is local from its first line on: only names of its own may be rebound.
        self.indent += 1
        if outer.function and outer.names["int"] and self.rng.random() < 0.5:
            n = self.rng.choice(outer.names["int"])
            self.line("nonlocal %s" % n)
            self.line("%s += 1" % n)
        self.indent -= 1
        self.block(3)
        self.indent += 1
        if generator:
            for _ in range(self.rng.randint(1, 3)):
                self.line("yield %s" % self.rng.choice([p for p, _ in parameters] or ["1"]))
        elif self.rng.random() < 0.8:
            self.line("return %s" % self.rng.choice([p for p, _ in parameters] + ["None", "[%s]" % ", ".join(p for p, _ in parameters), "lambda: (%s)" % (parameters[0][0] if parameters else "0")]))
        self.indent -= 1
        self.scope, self.loops = outer, loops

    def s_function(self):
        generator = self.rng.random() < 0.3
        name = self.fresh("generator_function" if generator else "function")
        parameters = [(self.fresh("p"), self.rng.choice(KINDS)) for _ in range(self.rng.randint(0, 3))]
        text, defaults = [], False
        for p, kind in parameters:
            defaults = defaults or self.rng.random() < 0.3
            text.append("%s=%s" % (p, getattr(self, "make_" + kind)(0)) if defaults else p)
        if self.rng.random() < 0.2:
            text.append("*rest")
            if self.rng.random() < 0.5:
                text.append("**named")
        if self.rng.random() < 0.15:
            self.line("@traced")
        self.line("def %s(%s):" % (name, ", ".join(text)))
        self.function_body(name, parameters, generator)
        self.scope.names["function"].append(name)
        self.guarded(lambda: self.line("%s(%s)" % (name, ", ".join(self.expr(kind, 0) for _, kind in parameters)) if not generator else "print(list(%s(%s)))" % (name, ", ".join(self.expr(kind, 0) for _, kind in parameters))))

    def s_call(self):
        names = self.known("function")
        if names and self.depth == 0 and not self.scope.function:
            name = self.rng.choice(names)
            count = self.rng.randint(0, 3)
            self.guarded(lambda: self.line("%s = %s(%s)" % (self.fresh("result"), name, ", ".join(self.expr(None, 0) for _ in range(count)))))

    def s_generator(self):
        if self.rng.random() < 0.4 or not self.known("generator"):
            self.line("%s = (%s for x in %s)" % (self.bind("generator"), self.pick("x", "[x]", "x * 2"), self.pick("range(5)", "'abc'", "[1, 2, 3]")))
        else:
            n = self.rng.choice(self.known("generator"))
            self.guarded(lambda: self.line(self.pick("print(next(%s))", "print(list(%s))", "%s.close()", "print(%s.gi_frame is None)", "for v in %s: break") % n))

    def s_iterate(self):
        n = self.bind("iterator")
        self.line("%s = iter(%s)" % (n, self.expr(self.pick("list", "tuple", "str", "dict"), 0)))
        self.guarded(lambda: self.line("print(next(%s), next(%s, None))" % (n, n)))

    def s_class(self):
        name = "C%d" % self.count
        self.count += 1
        bases = self.rng.sample(self.classes, min(len(self.classes), self.pick(0, 0, 1)))
        self.line("class %s%s:" % (name, "(%s)" % ", ".join(bases) if bases else ""))
        slots = not bases and self.rng.random() < 0.2
        if slots:
            self.line("    __slots__ = ('value', 'other', '__weakref__')")
        self.line("    def __init__(self, value=%s):" % self.pick("0", "None", "()"))
        if bases:
            self.line("        super().__init__(value)")
        self.line("        self.value = value")
        if self.rng.random() < 0.3:
            self.line("    def __del__(self):")
            self.line("        print('%s dies')" % name)
        if self.rng.random() < 0.3:
            self.line("    def __repr__(self):")
            self.line("        return '%s(' + type(self.value).__name__ + ')'" % name)
        else:
            self.line("    def __repr__(self):")
            self.line("        return '<%s>'" % name)
        if self.rng.random() < 0.3:
            self.line("    def __eq__(self, other):")
            self.line("        return type(other) is type(self)")
            self.line("    def __hash__(self):")
            self.line("        return %d" % self.rng.randint(1, 9))
        if self.rng.random() < 0.4:
            self.line("    @%s" % self.pick("property", "functools.cached_property" if not slots else "property"))
            self.line("    def size(self):")
            self.line("        return [self.value]")
        if self.rng.random() < 0.3:
            self.line("    @%s" % self.pick("staticmethod", "classmethod"))
            self.line("    def make(*arguments):")
            self.line("        return arguments")
        if not slots:
            self.line("    shared = %s" % self.make_list(0))
        self.classes.append(name)

    def s_instance(self):
        if not self.classes:
            return self.s_class() if self.indent == 0 else None
        name = self.rng.choice(self.classes)
        text = "%s(%s)" % (name, self.pick("", self.expr(None, 1)))
        self.guarded(lambda: self.line("%s = %s" % (self.bind("instance"), text)))

    def s_attribute(self):
        names = self.known("instance")
        if names:
            n, m = self.rng.choice(names), self.rng.choice(names)
            e = self.expr(None, 1)
            self.guarded(lambda: self.line(self.pick("%s.value = %s" % (n, e), "%s.other = %s" % (n, m), "print(%s.value)" % n, "%s.extra%d = %s" % (n, self.rng.randint(1, 3), e), "del %s.value" % n, "print(%s.size)" % n,
                                                     "%s.shared.append(%s)" % (n, e), "print(%s == %s, %s)" % (n, m, n), "print(%s.make(%s)[1:])" % (n, e), "m = %s.__repr__; print(m())" % n, "print(sorted(vars(%s)))" % n,
                                                     "%s.__class__ = type(%s)" % (n, m), "%s = copy.copy(%s)" % (n, m))))

    def s_weak(self):
        names = self.known("instance")
        if names:
            w = self.bind("weak")
            n = self.rng.choice(names)
            self.guarded(lambda: self.line("%s = weakref.ref(%s%s)" % (w, n, self.pick("", ", lambda r: print('weak reference cleared')"))))
        if self.known("weak"):
            self.guarded(lambda: self.line("print(%s() is None)" % self.rng.choice(self.known("weak"))))

    def s_cycle(self):
        names = self.known("list")
        if names:
            a, b = self.rng.choice(names), self.rng.choice(names)
            self.guarded(lambda: self.line("%s.append(%s)" % (a, self.pick(b, "{'in': %s}" % b, "(%s,)" % b, "lambda: %s" % b, "iter(%s)" % b))))

    def s_collect(self):
        self.line(self.pick("print(gc.collect())", "gc.collect(0)", "print(gc.get_threshold())", "print(gc.isenabled())"))

    def s_count(self):
        kind = self.pick("list", "dict", "set", "instance", "function")
        if self.known(kind):
            n = self.rng.choice(self.known(kind))
            self.guarded(lambda: self.line(self.pick("print(sys.getrefcount(%s))" % n, "print(sys.getsizeof(%s))" % n, "print(gc.is_tracked(%s))" % n, "print(len(gc.get_referrers(%s)))" % n)))

    def program(self):
        self.lines += ["import array, collections, copy, functools, gc, itertools, operator, random, sys, types, weakref", "gc.collect()", "", "class Guard:", "    def __init__(self, name):", "        self.name = name", "    def __enter__(self):", "        print('in', self.name)",
                       "        return self", "    def __exit__(self, kind, value, traceback):", "        print('out', self.name, kind and kind.__name__)", "        return True", "",
                       "def traced(function):", "    @functools.wraps(function)", "    def call(*arguments, **named):", "        print('call', function.__name__, len(arguments))", "        return function(*arguments, **named)", "    return call", ""]
        while self.left > 0:
            self.statement()
        self.line("print('end')")
        return "\n".join(self.lines) + "\n"


def generate(seed, statements=60):
    return Maker(seed, statements).program()


def main(arguments):
    if arguments[:1] == ["--into"] and len(arguments) == 4:
        folder, first, count = arguments[1], int(arguments[2]), int(arguments[3])
        os.makedirs(folder, exist_ok=True)
        for seed in range(first, first + count):
            with open(os.path.join(folder, "made_%d.py" % seed), "w", encoding="utf-8") as file:
                file.write(generate(seed))
    elif 1 <= len(arguments) <= 2 and all(a.isdigit() for a in arguments):
        sys.stdout.write(generate(*map(int, arguments)))
    else:
        sys.stderr.write(__doc__.strip() + "\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
