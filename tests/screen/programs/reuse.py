class Point:
    def __init__(self, x):
        self.x = x


a = [1, 2]
place = id(a)
del a
b = [3]
print(id(b) == place)
p = Point(1)
p = Point(2)
pair = (b, p)
del pair
numbers = [x * 1.5 for x in range(400)]
del numbers
print('done')
