import gc
gc.disable()


class Node:
    def __init__(self):
        self.me = self
        self.data = [0] * 2000


count = 0
while True:
    Node()
    count += 1
