# Classes: attributes, methods, inheritance, properties, slots, operators.
class Vector:
    __slots__ = ("x", "y")
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)
    def dot(self, other):
        return self.x * other.x + self.y * other.y

class Shape:
    def __init__(self, name):
        self.name = name
        self.hits = 0
    def area(self):
        return 0
    def describe(self):
        self.hits += 1
        return self.area() + len(self.name)

class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self.side = side
    def area(self):
        return self.side * self.side

class Circle(Shape):
    def __init__(self, r):
        super().__init__("circle")
        self.r = r
    @property
    def diameter(self):
        return self.r * 2
    def area(self):
        return 3 * self.r * self.diameter // 2

class Account:
    rate = 2
    def __init__(self):
        self.balance = 0
    def deposit(self, n):
        self.balance += n
        return self
    def interest(self):
        self.balance += self.balance * self.rate // 1000

def main():
    acc = Vector(0, 0)
    step = Vector(1, 2)
    total = 0
    for i in range(800000):
        acc = acc + step
        total += acc.dot(step) & 7
    shapes = [Square(3), Circle(2), Square(5), Shape("blob")]
    for i in range(180000):
        for s in shapes:
            total += s.describe()
    a = Account()
    for i in range(600000):
        a.deposit(i % 5).interest()
        if a.balance > 10**9:
            a.balance = 0
    objects = [Account() for _ in range(300000)]
    total += sum(o.balance for o in objects)
    print(total, acc.x, acc.y, a.balance, shapes[0].hits)

main()
