# SystemExit raised deep inside with a status; __del__ of globals runs at the end.
class Last:
    def __del__(self): print("Last.__del__")
keep = Last()
def deep(n):
    if n == 0: raise SystemExit(42)
    deep(n - 1)
print("before")
deep(20)
print("never")
