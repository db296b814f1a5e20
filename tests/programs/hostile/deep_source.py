# Source nested too deeply: an error of the compiler, never a crash.
import sys


def attempt(name, source):
    try:
        compile(source, "deep", "exec")
        print(name, "compiles")
    except (SyntaxError, RecursionError, MemoryError) as error:
        print(name, type(error).__name__, getattr(error, "msg", error))


for n in (50, 90, 101, 150, 200, 201, 5000, 100000):
    print(n)
    attempt("brackets", "[" * n + "]" * n)
    attempt("parentheses", "(" * n + "1" + ")" * n)
    attempt("calls", "f(" * n + ")" * n)
    attempt("braces", "{" * n + "}" * n)
    attempt("open", "(" * n)
    attempt("close", ")" * n)
    attempt("mixed", "[(" * n + ")]" * n)
for n in (50, 98, 99, 100, 101, 200):
    print(n)
    attempt("if", "".join("  " * i + "if x:\n" for i in range(n)) + "  " * n + "pass\n")
for n in (10, 18, 19, 20, 21, 22, 99):
    print(n)
    attempt("for", "".join("  " * i + "for x in y:\n" for i in range(n)) + "  " * n + "pass\n")
    attempt("while", "".join(" " * i + "while x:\n" for i in range(n)) + " " * n + "pass\n")
    attempt("try", "".join(" " * i + "try:\n" for i in range(n)) + " " * n + "pass\n" + "".join(" " * i + "finally: pass\n" for i in reversed(range(n))))
    attempt("with", "".join(" " * i + "with x:\n" for i in range(n)) + " " * n + "pass\n")
    attempt("def", "".join(" " * i + "def f():\n" for i in range(n)) + " " * n + "pass\n")
    attempt("class", "".join(" " * i + "class C:\n" for i in range(n)) + " " * n + "pass\n")
for n in (100, 1000):
    print(n)
    attempt("minus", "-" * n + "1")
    attempt("not", "not " * n + "1")
    attempt("plus", "1" + "+1" * n)
    attempt("power", "1" + "**1" * n)
    attempt("attributes", "a" + ".b" * n)
    attempt("calls", "a" + "()" * n)
    attempt("indexes", "a" + "[0]" * n)
    attempt("and", "1" + " and 1" * n)
    attempt("compare", "1" + " < 1" * n)
    attempt("elif", "if a: pass\n" + "elif a: pass\n" * n)
    attempt("lambda", "lambda: " * n + "1")
    attempt("if else", "1 if a else " * n + "1")
    attempt("strings", "'a' " * n)
    attempt("arguments", "f(" + "1," * n + ")")
    attempt("parameters", "def f(" + ",".join("a%d" % i for i in range(n)) + "): pass")
    attempt("assignments", "a = " * n + "1")
    attempt("decorators", "@a\n" * n + "def f(): pass")
