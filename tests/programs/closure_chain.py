# Three levels of functions; the middle one only passes the cell on.
def level1():
    top = {"n": 0}
    def level2():
        def level3():
            top["n"] += 1
            return top
        return level3
    return level2
l2 = level1()
l3 = l2()
l3b = l2()
d = l3()
l3b()
del l2
e = l3()
print(d is e, d)
