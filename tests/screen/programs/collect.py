import gc
from weakref import ref

gc.disable()


class Node:
    def __init__(self, back):
        self.pair = self
        self.back = back

    def __del__(self):
        if self.back:
            saved.append(self)


def tell(dead):
    print("a weak reference is cleared")


saved = []
watch = ref(Node(False), tell)
loop = [saved]
loop.append(loop)
phoenix = Node(True)
del loop, phoenix
print(gc.collect())
print(len(saved), watch())
