import sys
sys.setrecursionlimit(10**9)
def f(n):
  return f(n+1)
try:
  f(0)
except (RecursionError, MemoryError) as e: print(type(e).__name__)
class A:
  def __eq__(s,o): return s==o
try:
  A()==A()
except RecursionError as e: print(e)
