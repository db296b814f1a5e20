# gc.get_objects(generation): where an object is, and where it goes when it survives.
import gc


class Node:
    pass


gc.collect()
gc.disable()
node = Node()
items = [node]


def where(o):
    return [g for g in range(3) if id(o) in map(id, gc.get_objects(generation=g))]


def everywhere(o):
    return list(map(id, gc.get_objects())).count(id(o))


print(where(node), where(items), everywhere(node))
gc.collect(0)
print(where(node), where(items), everywhere(items))
gc.collect(1)
print(where(node), where(items))
gc.collect(2)
print(where(node), where(items), everywhere(node))
young = [items]
print(where(young), where(items))
print(where(3), everywhere("text"))
for bad in (-1, 3, "0", 1.5):
    try:
        gc.get_objects(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(len(gc.get_objects(None)) == len(gc.get_objects()))
