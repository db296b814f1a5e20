# A linked list that is walked and freed from the front.
class Link:
    def __init__(self, v, nxt):
        self.v = v
        self.nxt = nxt
head = None
for i in range(4):
    head = Link(i, head)
cur = head
while cur.nxt is not None:
    prev = cur
    cur = cur.nxt
tail = cur
prev.nxt = None
cur = prev = None
second = head.nxt
head = None
n = second.v
print(tail.v, n)
