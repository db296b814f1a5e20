x = []
for i in range(100000):
    x = [x]
y = 1
z = 2
x = None
