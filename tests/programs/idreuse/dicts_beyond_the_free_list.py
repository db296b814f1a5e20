# Does the second object get the place of the first?
many = [{} for _ in range(200)]
places = [id(d) for d in many]
where = {place: i for i, place in enumerate(places)}
many.clear()
again = [{} for _ in range(200)]
print(sum(id(d) in where for d in again))
# 80 come from the free list, then the first of the pools; in which order the others, depends on how full the
# pools were when the program began, in CPython even on the environment's variables.
print([where.get(id(d)) for d in again[:5]], [where.get(id(d)) for d in again[78:81]])
