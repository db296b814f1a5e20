# Exceptions: raising, catching, finally, deep unwinding, custom classes, with.
class NotFound(Exception):
    def __init__(self, key):
        super().__init__(key)
        self.key = key

class Guard:
    depth = 0
    def __enter__(self):
        Guard.depth += 1
        return self
    def __exit__(self, kind, value, tb):
        Guard.depth -= 1
        return kind is ValueError

def find(table, key):
    if key not in table:
        raise NotFound(key)
    return table[key]

def deep(n):
    if n == 0:
        raise KeyError("bottom")
    try:
        deep(n - 1)
    finally:
        global unwound
        unwound += 1

unwound = 0

def main():
    table = {i: i * 2 for i in range(0, 1000, 2)}
    found = missed = 0
    for i in range(280000):
        try:
            found += find(table, i % 1000)
        except NotFound as e:
            missed += e.key & 1
    for i in range(4000):
        try:
            deep(25)
        except KeyError:
            pass
    swallowed = 0
    for i in range(150000):
        with Guard():
            if i % 3 == 0:
                raise ValueError(i)
            swallowed += 1
    bad = 0
    for i in range(120000):
        try:
            [][i]
        except (KeyError, IndexError):
            bad += 1
        else:
            bad -= 1
        finally:
            bad += 1
    chained = 0
    for i in range(50000):
        try:
            try:
                1 // 0
            except ZeroDivisionError as e:
                raise RuntimeError("wrapped") from e
        except RuntimeError as e:
            chained += e.__cause__ is not None
    print(found, missed, unwound, swallowed, bad, chained, Guard.depth)

main()
