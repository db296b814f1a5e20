# try / except / else / finally: every path through them.
def f(action):
    print("--", action)
    try:
        if action == "raise":
            raise ValueError("v")
        if action == "other":
            raise KeyError("k")
        if action == "return":
            return "from try"
        print("body done")
    except ValueError as e:
        print("handler", e)
        return "from except"
    else:
        print("else")
    finally:
        print("finally")
    return "end"
for action in ("none", "raise", "return", "other"):
    try:
        print(f(action))
    except KeyError as e:
        print("escaped", repr(e))

def override():
    try:
        raise ValueError
    finally:
        return "finally wins"
print(override())

def loop():
    for i in range(3):
        try:
            continue
        finally:
            print("f", i)
            if i == 1:
                break
    return i
print(loop())

def nested():
    try:
        try:
            1 / 0
        finally:
            print("inner finally")
    except ZeroDivisionError as e:
        print("outer", e)
        try:
            raise
        except ZeroDivisionError as again:
            print(again is e)
nested()

def value():
    x = 1
    try:
        return x
    finally:
        x = 2
        print("x is", x)
print(value())

def tuple_types():
    for exc in (KeyError("a"), IndexError("b"), OSError("c")):
        try:
            raise exc
        except (KeyError, IndexError) as e:
            print("lookup", e)
        except Exception as e:
            print("other", e)
tuple_types()
try:
    try:
        raise 5
    except 7:
        pass
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError
    except "text":
        pass
except TypeError as e:
    print(e, "|", repr(e.__context__))
def gen():
    try:
        yield 1
    finally:
        print("gen finally")
for x in gen():
    break
print("after loop")
def deep():
    try:
        try:
            return 1
        finally:
            print("a")
    finally:
        print("b")
print(deep())
try:
    raise
except RuntimeError as e:
    print(e)
