# args: one two --three
# sys: what programs use of it.
import sys
print(sys.argv[1:], sys.version_info[:2] == (3, 11), sys.version_info.major, sys.version_info >= (3, 8), sys.maxsize, sys.byteorder, sys.maxunicode, sys.implementation.name if False else "skip", sys.getrecursionlimit(), sys.hexversion >> 16 == 0x030b)
print(type(sys.modules).__name__, "sys" in sys.modules, "builtins" in sys.modules, sys.modules["__main__"].__name__, type(sys.path).__name__, sys.platform, sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.int_info.bits_per_digit, sys.int_info.sizeof_digit, sys.hash_info.modulus == 2**61 - 1)
x = []
print(sys.getrefcount(x), sys.getsizeof(x), sys.getsizeof(5), sys.getsizeof(""), sys.getsizeof(()), sys.getsizeof({}), sys.getsizeof(1.0), sys.getsizeof(None), sys.getsizeof(object(), 5))
def f(): return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name
print(f(), sys._getframe().f_lineno, sys.exc_info(), sys.getdefaultencoding(), sys.stdout.encoding.lower(), sys.intern("a") is "a"[0:1], sys.getswitchinterval(), sys.is_finalizing())
try: 1 / 0
except ZeroDivisionError: t, v, tb = sys.exc_info(); print(t.__name__, v, tb.tb_lineno, sys.exception() is v)
sys.stdout.write("out\n"); print(sys.stdout.name, sys.stdin.name, sys.stderr.name, sys.stdout.writable(), sys.stdout.isatty(), sys.stdout is sys.__stdout__)
class Cap:
    def __init__(self): self.t = []
    def write(self, s): self.t.append(s)
    def flush(self): pass
old, sys.stdout = sys.stdout, Cap()
print("captured", 1); sys.stdout.write("x")
got = sys.stdout.t; sys.stdout = old; print(got)
for g in (lambda: sys.getsizeof(), lambda: sys.getrefcount(), lambda: sys.exit(1, 2), lambda: sys._getframe(1000), lambda: sys.getsizeof(5, x=1), lambda: sys.intern(5), lambda: sys.nope, lambda: sys.setrecursionlimit("x")):
    try: print(g())
    except (TypeError, ValueError, AttributeError) as e: print(type(e).__name__, e)
hook = sys.displayhook; hook(5); hook(None); print(_, sys.set_int_max_str_digits(0), len(str(10**5000)), sys.get_int_max_str_digits()); sys.set_int_max_str_digits(4300)
sys.ps1 = "x"; print(hasattr(sys, "ps1"), sys.flags.hash_randomization if False else type(sys.flags).__name__, callable(sys.settrace), sys.copyright[:9], sys.api_version)
for code in (None, 0, 3, "text", True, (1, 2), 256):
    try: sys.exit(code)
    except SystemExit as e: print(repr(e.code), repr(e))
try: raise SystemExit
except SystemExit as e: print(e.code)
sys.stderr.write("to stderr\n")
sys.exit(7)
