# With the collector off nothing is collected at the end of the program until its names are gone.
import gc


class Node:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        print("finalizer of", self.name)


def note(phase, info):
    print(phase, info["generation"])


gc.collect()
gc.disable()
gc.callbacks.append(note)
Node("a cycle")
print("the last line")
