# Native recursion: __repr__, __eq__ and deep structures with the engine's C stack in use.
class Tree:
    def __init__(self, depth):
        self.children = [Tree(depth - 1), Tree(depth - 1)] if depth else []

    def __repr__(self):
        return "T(%s)" % ", ".join(repr(c) for c in self.children)

    def __eq__(self, other):
        return isinstance(other, Tree) and self.children == other.children

    __hash__ = None


def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


a, b = Tree(6), Tree(6)
print(a == b, len(repr(a)), fact(60))
words = "the quick brown fox jumps over the lazy dog".split()
count = {}
for i in range(2000):
    word = words[i % len(words)]
    count[word] = count.get(word, 0) + i
print(sorted(count.items(), key=lambda kv: (-kv[1], kv[0]))[:3])
