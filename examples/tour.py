# Welcome! This little program touches most of what lastref can show.
# Press `s` to take one step, `S` to take one step back. Watch the names on the one side,
# the objects on the other, and the sentence at the bottom.

import gc
import weakref

# A name is a label on an object. Two names, one list:
shopping = ["milk", "bread"]
list_on_fridge = shopping
list_on_fridge.append("eggs")
print("to buy:", shopping)


# A call gets a frame with names of its own. Its parameter is one label more.
def buy(items, thing):
    items.remove(thing)
    left = len(items)
    return left


remaining = buy(shopping, "bread")
print(remaining, "things left:", list_on_fridge)


# Objects can refer to each other...
class Robot:
    def __init__(self, name):
        self.name = name
        self.buddy = None

    def __del__(self):
        print("  ", self.name, "switches off")


ping = Robot("Ping")
pong = Robot("Pong")
ping.buddy, pong.buddy = pong, ping

# ...and a weak reference can watch one without holding it.
watcher = weakref.ref(ping)

# Without names they would be lost, if they did not hold each other.
del ping, pong
print("still there:", watcher().name)
print("the collector found", gc.collect(), "lost objects; now the watcher sees", watcher())


# A generator is a frame that waits on the heap.
def countdown(n):
    while n:
        yield n
        n -= 1


for number in countdown(3):
    print(number, end=" ")
print("lift-off!")
