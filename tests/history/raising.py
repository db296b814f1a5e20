# Exceptions raised, caught, chained, kept, re-raised through many frames.
class Bad(Exception):
    pass


def deep(n):
    if n == 0:
        raise Bad("bottom")
    try:
        deep(n - 1)
    except Bad as error:
        if n % 3 == 0:
            raise Bad(n) from error
        raise
    finally:
        log.append(n)


log = []
kept = []
for depth in range(30):
    try:
        deep(depth)
    except Bad as error:
        chain = 0
        while error:
            chain += 1
            error = error.__cause__
        kept.append(chain)
print(kept, len(log))
try:
    {}["missing"]
except KeyError as error:
    print(repr(error))
