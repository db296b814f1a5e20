# A function far from the lines that call it: while it runs, both are in sight.
def longest(words):
    best = ""
    for word in words:
        if len(word) > len(best):
            best = word
    return best


def shout(text):
    loud = text.upper()
    return loud + "!"


class Shelf:
    def __init__(self, books):
        self.books = books

    def add(self, book):
        self.books.append(book)
        return len(self.books)


# The program begins here.
shelf = Shelf(["Emma"])
count = shelf.add("Ulysses")
count = shelf.add("Dune")
best = longest(shelf.books)
loud = shout(best)
more = shout("dune")
print(count, best, loud)
print(more)
rest = [shout(book) for book in shelf.books]
print(rest)
del shelf
print("done")
