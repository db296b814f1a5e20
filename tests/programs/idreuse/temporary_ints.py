# Does the second object get the place of the first?
n = 1000
print(id(n + 1) == id(n + 2), id(n * n) == id(n + 7), id(n - 1000) == id(0), (n + 1) is (n + 1))
