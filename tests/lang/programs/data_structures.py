# Stack, queue, linked list, heap, graph, trie, LRU cache, matrix by hand.
class Stack:
    def __init__(self): self._items = []
    def push(self, x): self._items.append(x); return self
    def pop(self):
        if not self._items: raise IndexError("pop from empty stack")
        return self._items.pop()
    def __len__(self): return len(self._items)
    def __repr__(self): return f"Stack({self._items})"
s = Stack().push(1).push(2); print(s, s.pop(), len(s), bool(Stack()))
def balanced(t):
    st, pairs = [], {")": "(", "]": "[", "}": "{"}
    for c in t:
        if c in "([{": st.append(c)
        elif c in pairs and (not st or st.pop() != pairs[c]): return False
    return not st
print([balanced(t) for t in ("([]{})", "(]", "((", "")])
class LinkedList:
    class Node:
        def __init__(self, v, n=None): self.v, self.n = v, n
    def __init__(self, it=()):
        self.head, self.size = None, 0
        for v in reversed(list(it)): self.head = self.Node(v, self.head); self.size += 1
    def __iter__(self):
        c = self.head
        while c: yield c.v; c = c.n
    def reverse(self):
        prev, c = None, self.head
        while c: c.n, prev, c = prev, c, c.n
        self.head = prev
        return self
    def __len__(self): return self.size
    def __str__(self): return " -> ".join(map(str, self))
print(LinkedList([1, 2, 3]), LinkedList("abc").reverse(), len(LinkedList(range(4))))
graph = {"A": {"B": 1, "C": 4}, "B": {"C": 2, "D": 5}, "C": {"D": 1}, "D": {}}
def dijkstra(g, src):
    dist, todo = {src: 0}, set(g)
    while todo:
        u = min((n for n in todo if n in dist), key=lambda n: (dist[n], n), default=None)
        if u is None: break
        todo.remove(u)
        for v, w in g[u].items(): dist[v] = min(dist.get(v, 10**9), dist[u] + w)
    return dist
print(dijkstra(graph, "A"))
def topo(g):
    out, seen = [], set()
    def visit(n):
        if n in seen: return
        seen.add(n)
        for m in sorted(g[n]): visit(m)
        out.append(n)
    for n in sorted(g): visit(n)
    return out[::-1]
print(topo(graph))
class Trie:
    def __init__(self): self.root = {}
    def add(self, w):
        d = self.root
        for c in w: d = d.setdefault(c, {})
        d["$"] = True
    def starting(self, p):
        d = self.root
        for c in p:
            if c not in d: return []
            d = d[c]
        def walk(d, acc): return ([acc] if "$" in d else []) + [w for c in sorted(d) if c != "$" for w in walk(d[c], acc + c)]
        return walk(d, p)
t = Trie()
for w in "car cart care dog do".split(): t.add(w)
print(t.starting("car"), t.starting("do"), t.starting("x"))
class LRU:
    def __init__(self, n): self.n, self.d = n, {}
    def get(self, k):
        if k in self.d: self.d[k] = self.d.pop(k); return self.d[k]
    def put(self, k, v):
        self.d.pop(k, None); self.d[k] = v
        if len(self.d) > self.n: del self.d[next(iter(self.d))]
c = LRU(2); c.put("a", 1); c.put("b", 2); c.get("a"); c.put("c", 3); print(c.d, c.get("b"))
class Heap:
    def __init__(self): self.h = []
    def push(self, x):
        h = self.h; h.append(x); i = len(h) - 1
        while i and h[(i - 1) // 2] > h[i]: h[(i - 1) // 2], h[i] = h[i], h[(i - 1) // 2]; i = (i - 1) // 2
    def pop(self):
        h = self.h; h[0], h[-1] = h[-1], h[0]; x = h.pop(); i = 0
        while (k := min((j for j in (2 * i + 1, 2 * i + 2) if j < len(h)), key=lambda j: h[j], default=None)) is not None and h[k] < h[i]: h[k], h[i] = h[i], h[k]; i = k
        return x
h = Heap()
for x in (5, 3, 8, 1, 9, 2): h.push(x)
print([h.pop() for _ in range(6)])
