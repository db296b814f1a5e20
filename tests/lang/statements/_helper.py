print("helper runs once")
value = 42
counter = 0
hidden = "not in __all__"
exported = "yes"
_private = 1
__all__ = ["exported", "add"]
def add(a, b):
    return a + b
