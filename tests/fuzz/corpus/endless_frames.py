import sys
sys.setrecursionlimit(10**9)
def f(n):
  return f(n+1)
try:
  f(0)
except (RecursionError, MemoryError) as e: print(type(e).__name__)
print("on")
