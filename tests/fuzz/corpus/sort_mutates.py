x=[3,1,2]
def k(v):
  x.append(1)
  return v
x.sort(key=k)
