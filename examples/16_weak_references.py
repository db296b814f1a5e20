# Weak references: to know an object without keeping it alive.
#
# A weak reference does not count. When the object goes, the weak reference is
# "dead" and gives None. It can also call a function of yours at that moment.

import weakref


class Page:
    def __init__(self, number):
        self.number = number

    def __repr__(self):
        return "<page %d>" % self.number


def on_death(reference):
    print("   a page has gone; the reference is now", reference())


page = Page(1)
weak = weakref.ref(page, on_death)
print("alive:", weak(), "same object:", weak() is page)
print("weak references to it:", weakref.getweakrefcount(page))

page = None
print("dead:", weak())

# A cache that forgets what nobody uses any more.
cache = weakref.WeakValueDictionary()


def load(number):
    if number in cache:
        return cache[number]
    print("   loading", number)
    fresh = Page(number)
    cache[number] = fresh
    return fresh


one = load(7)
two = load(7)
print("loaded once:", one is two, "in the cache:", len(cache))
del one, two
print("nobody reads it any more, in the cache:", len(cache))
load(7)

# Numbers and strings cannot be referred to weakly.
try:
    weakref.ref(42)
except TypeError as error:
    print("error:", error)
