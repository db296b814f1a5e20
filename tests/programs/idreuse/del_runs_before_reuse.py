# Does the second object get the place of the first?
class A:
    def __del__(self):
        global made
        made = A.__new__(A) if keep else None
keep = True
a = A()
old = id(a)
a = None
print(id(made) == old)
keep = False
made = None
b = A()
print(id(b) == old)
