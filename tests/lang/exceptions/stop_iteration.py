# StopIteration, KeyError repr, generators and exceptions, nested handlers.
def g():
    yield 1
    return "result"
it = g(); next(it)
try: next(it)
except StopIteration as e: print(e.value, e.args, repr(e))
try: next(it)
except StopIteration as e: print(e.value, e.args)
def bad():
    yield 1
    raise StopIteration("inside")
try: list(bad())
except RuntimeError as e: print(e, repr(e.__cause__))
def bad2(): yield next(iter([]))
try: list(bad2())
except RuntimeError as e: print(e)
try: list(next(iter([])) for _ in range(2))
except RuntimeError as e: print(e)
print(next(iter([]), "default"), list(map(lambda x: next(iter([5])), [1])))
try: list(map(lambda x: next(iter([])), [1, 2]))
except StopIteration: print("unexpected")
class It:
    def __iter__(self): return self
    def __next__(self): raise ValueError("in next")
for f in (lambda: list(It()), lambda: [*It()], lambda: sum(It()), lambda: dict(It()), lambda: "".join(It()), lambda: 5 in It(), lambda: max(It()), lambda: tuple(It()), lambda: set(It()), lambda: sorted(It()), lambda: [x for x in It()], lambda: next(zip(It())), lambda: list(enumerate(It())), lambda: list(map(int, It())), lambda: list(filter(None, It())), lambda: any(It()), lambda: [].extend(It()), lambda: {}.update(It()), lambda: bytes(It()), lambda: (lambda *a: a)(*It())):
    try: f()
    except ValueError as e: print(e, end="; ")
print()
def levels(n):
    try:
        if n == 0: raise ValueError("bottom")
        levels(n - 1)
    except ValueError as e:
        if n % 2: raise
        raise KeyError(n) from e
    except KeyError as e:
        print("level", n, "got", e, "from", repr(e.__cause__))
        raise
    finally:
        print("unwinding", n)
try: levels(3)
except Exception as e: print("top", repr(e))
try:
    try: raise KeyError("a")
    except (ValueError, IndexError): print("no")
    except KeyError as e: raise RuntimeError("converted") from e
except RuntimeError as e: print(e, "<-", repr(e.__cause__))
def returns_in_except():
    for i in range(3):
        try: raise ValueError(i)
        except ValueError as e:
            if e.args[0] == 1: return "left at " + str(e)
        finally: print("fin", i)
print(returns_in_except())
class Meta(type):
    def __instancecheck__(c, o): print("not asked"); return True
    def __subclasscheck__(c, o): print("asked"); return True
class Any(Exception, metaclass=Meta): pass
try:
    try: raise ValueError("v")
    except Any: print("caught by metaclass")
except ValueError: print("metaclass is not asked")
