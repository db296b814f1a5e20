# Finalizers and resurrection.
#
# `__del__` runs just before an object goes. Strange but true: it can make the object
# live on, by giving it a new reference. Python runs `__del__` only once per object.

import gc

lifeboat = []


class Cat:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  ", self.name, "is about to go")
        lifeboat.append(self)  # ...and comes back!


tom = Cat("Tom")
tom = None
print("in the lifeboat:", [cat.name for cat in lifeboat])

lifeboat.clear()  # this time __del__ is not called again
print("gone for good, without a word")

# The order inside a cycle: first all __del__ run, then everything is freed.
gc.disable()
kit, kat = Cat("Kit"), Cat("Kat")
kit.other, kat.other = kat, kit
del kit, kat
print("collected:", gc.collect())
print("both came back:", [cat.name for cat in lifeboat])
lifeboat.clear()
print("collected now:", gc.collect())


# An error inside __del__ cannot be caught by anybody; it is printed and forgotten.
class Quiet:
    def __del__(self):
        try:
            1 / 0
        except ZeroDivisionError:
            print("   so a careful __del__ catches its own errors")


Quiet()
gc.enable()
