# Scopes: where does a name come from?
#
# Python looks for a name in four places, in this order: Local (this function),
# Enclosing (the functions around it), Global (this file), Built-in (print, len, ...).

colour = "global red"


def enclosing():
    colour = "enclosing green"

    def local():
        colour = "local blue"
        return colour

    def reader():
        return colour  # found one level out: it lives in a cell both functions share

    print(local(), "|", reader(), "|", len(colour))


enclosing()
print(colour)


# Assigning makes a name local to the whole function, even before the assignment.
def mistake():
    try:
        print(colour)
        colour = "too late"
    except UnboundLocalError as error:
        print("error:", error)


mistake()


# `nonlocal` and `global` say: this label belongs further out.
def counter():
    count = 0

    def up():
        nonlocal count
        count += 1
        return count

    return up


first, second = counter(), counter()
print(first(), first(), first(), "- and the other has its own cell:", second())

# Functions made in a loop share the loop's variable, not its value at that time.
tasks = [lambda: n for n in range(3)]
print("late:", [task() for task in tasks])
tasks = [lambda n=n: n for n in range(3)]  # a default keeps today's value
print("kept:", [task() for task in tasks])


class Shelf:
    size = 3
    books = [size] * size  # a class body is a scope, but functions inside do not see it

    def look(self):
        return self.size


print(Shelf.books, Shelf().look())
