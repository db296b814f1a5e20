# Does the second object get the place of the first?
a, b, c = {}, {}, {}
places = [id(a), id(b), id(c)]
del a, b, c
x, y, z = {}, {}, {}
print([places.index(id(d)) for d in (x, y, z)])
del y
print(id({1: 1}) == places[1], id(dict(k=2)) == places[1])
del x, z
made = [{} for _ in range(3)]
print([places.index(id(d)) if id(d) in places else -1 for d in made])
