# What is loaded before a program begins costs nothing to import.
import gc

gc.disable()


def counted(name):
    before = gc.get_count()[0]
    __import__(name)
    return gc.get_count()[0] - before


counted("sys")  # the first call makes what stays
for name in ("sys", "builtins", "os", "os.path", "posixpath", "abc", "io", "codecs", "time", "gc"):
    print(name, counted(name))
