# Generators: a function that waits.
#
# A function with `yield` does not run when it is called. It gives a generator: a frame
# that lives on the heap with its local names, and runs a bit further each time
# we ask for the next value.

import sys


def squares(limit):
    print("   started")
    n = 0
    while n < limit:
        yield n * n
        n += 1
    print("   finished")


numbers = squares(3)
print("nothing has run yet")
print("first:", next(numbers))
print("its frame waits for us:", numbers.gi_frame is not None)
print("the rest:", list(numbers))
print("its frame is gone:", numbers.gi_frame)

# A list holds all its values; a generator only the recipe.
million = [n for n in range(1000)]
recipe = (n for n in range(1000))
print("list:", sys.getsizeof(million), "bytes, generator:", sys.getsizeof(recipe), "bytes")
print("but it can be used only once:", sum(recipe), sum(recipe))


# A generator that is dropped early is closed: its `finally` still runs.
def careful():
    try:
        yield "working"
        yield "never reached"
    finally:
        print("   cleaning up")


worker = careful()
print(next(worker))
del worker
print("the generator is gone")


# Values can also be sent in.
def average():
    total, count, answer = 0, 0, None
    while True:
        total += yield answer
        count += 1
        answer = total / count


mean = average()
next(mean)
print(mean.send(10), mean.send(20), mean.send(60))
