# Does the second object get the place of the first?
ids = [id(object()) for _ in range(5)]
print(len(set(ids)))
objs = [object() for _ in range(5)]
print(len({id(o) for o in objs}))
objs = [object() for _ in range(5)]
print(len({id(o) for o in objs}))
