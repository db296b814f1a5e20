# Does the second object get the place of the first?
many = [{} for _ in range(200)]
places = [id(d) for d in many]
where = {place: i for i, place in enumerate(places)}
many.clear()
again = [{} for _ in range(200)]
print(sum(id(d) in where for d in again))
print([where.get(id(d)) for d in again[:5]], [where.get(id(d)) for d in again[78:84]])
