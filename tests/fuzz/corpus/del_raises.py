class A:
  def __del__(self): raise ValueError("x")
a=A()
del a
print("on")
