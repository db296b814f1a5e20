class Endless:
    def __del__(self):
        n = 0
        while True:
            n += 1


x = Endless()
y = [1, 2]
del x
print("never")
