# A tree with links to parents is full of cycles.
import gc
gc.disable()
gc.collect()
class T:
    def __init__(self, parent):
        self.parent = parent
        self.kids = []
        if parent is not None:
            parent.kids.append(self)
root = T(None)
left = T(root)
right = T(root)
leaf = T(left)
up = leaf.parent.parent
same = up is root
del root, up
left = right = None
alive = leaf.parent.parent.kids
n = len(alive)
del alive, leaf
found = gc.collect()
print(same, n, found)
