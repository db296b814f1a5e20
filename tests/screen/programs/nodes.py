class Node:
    def __init__(self, value):
        self.value = value
        self.next = None


def make(n):
    if n == 0:
        return None
    node = Node(n)
    node.next = make(n - 1)
    return node


chain = make(3)
same = chain
chain = chain.next
del same
