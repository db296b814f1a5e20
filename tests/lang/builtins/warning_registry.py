# A warning is shown once for each line: the module remembers it under the name __warningregistry__.
class I:
    def __index__(self): return True
def f():
    return len([int(I()) for i in range(3)])
f()
f()
print(__warningregistry__)
for i in range(2): bool(NotImplemented)
print(__warningregistry__)
import warnings
print(__warningregistry__)
for i in range(2): bool(NotImplemented)
print(__warningregistry__)
warnings.warn("x")
print(__warningregistry__)
