# A decorator that is a class: the name holds an instance.
class Cached:
    def __init__(self, f):
        self.f = f
        self.store = {}
    def __call__(self, key):
        if key not in self.store:
            self.store[key] = self.f(key)
        return self.store[key]
@Cached
def make(key):
    value = [key]
    return value
a = make("k")
b = make("k")
c = make("q")
same = a is b
make.store.clear()
del a
print(same, b, c)
