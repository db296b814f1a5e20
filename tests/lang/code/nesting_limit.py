def lim(n):
    lo, hi = 10, 4000
    while lo < hi:
        m = (lo+hi)//2
        try: compile("+".join(["a"]*m), "x", "eval"); lo = m+1
        except RecursionError: hi = m
    return lo
print(lim(1))
def deep(k): return lim(1) if k == 0 else deep(k-1)
print(deep(10), deep(100))
