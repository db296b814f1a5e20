# Does the second object get the place of the first?
n = 5
print(id((n, 1)) == id((n, 2)), id((n,)) == id((n, n)), (n, 1) is (n, 1))
