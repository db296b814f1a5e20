# A tokenizer, a parser and an evaluator for arithmetic, and a tiny stack machine.
def tokens(s):
    i = 0
    while i < len(s):
        c = s[i]
        if c.isspace(): i += 1; continue
        if c.isdigit() or c == ".":
            j = i
            while j < len(s) and (s[j].isdigit() or s[j] == "."): j += 1
            yield ("num", float(s[i:j]) if "." in s[i:j] else int(s[i:j])); i = j
        elif c.isalpha():
            j = i
            while j < len(s) and s[j].isalnum(): j += 1
            yield ("name", s[i:j]); i = j
        elif c in "+-*/()^=": yield ("op", c); i += 1
        else: raise SyntaxError(f"bad character {c!r} at {i}")
    yield ("end", None)
class Parser:
    power = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
    def __init__(self, s): self.t = list(tokens(s)); self.i = 0
    def peek(self): return self.t[self.i]
    def next(self): self.i += 1; return self.t[self.i - 1]
    def parse(self):
        if len(self.t) > 2 and self.t[0][0] == "name" and self.t[1] == ("op", "="):
            name = self.next()[1]; self.next()
            return ("set", name, self.expr())
        e = self.expr()
        if self.peek()[0] != "end": raise SyntaxError(f"unexpected {self.peek()[1]!r}")
        return e
    def expr(self, min_power=0):
        kind, v = self.next()
        if kind == "num": left = ("num", v)
        elif kind == "name": left = ("name", v)
        elif v == "-": left = ("neg", self.expr(3))
        elif v == "(":
            left = self.expr()
            if self.next()[1] != ")": raise SyntaxError("expected )")
        else: raise SyntaxError(f"unexpected {v!r}")
        while self.peek()[0] == "op" and self.peek()[1] in self.power and self.power[self.peek()[1]] > min_power:
            op = self.next()[1]
            left = (op, left, self.expr(self.power[op] - (op == "^")))
        return left
def run(node, env):
    op, *args = node
    if op == "num": return args[0]
    if op == "name":
        if args[0] not in env: raise NameError(args[0])
        return env[args[0]]
    if op == "set": env[args[0]] = run(args[1], env); return env[args[0]]
    if op == "neg": return -run(args[0], env)
    a, b = run(args[0], env), run(args[1], env)
    return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b, "^": lambda: a ** b}[op]()
env = {"pi": 3.14}
for line in ("1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "x = 5", "x * x - 1", "10 / 4", "pi * 2", "y + 1", "1 / 0", "2 +", "(1", "3 $ 4", "1 2"):
    try: print(line, "=", run(Parser(line).parse(), env))
    except (SyntaxError, NameError, ZeroDivisionError) as e: print(line, "!", type(e).__name__, e)
def compile_(n):
    op, *a = n
    if op in ("num", "name"): return [("push" if op == "num" else "load", a[0])]
    return [c for x in a for c in compile_(x)] + [(op,)]
print(compile_(Parser("1 + x * 2").parse()))
