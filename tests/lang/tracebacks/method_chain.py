# stderr: whole
class Q:
    def where(self, x): return self
    def get(self): raise LookupError("nothing")

(Q()
    .where(1)
    .where(2)
    .get())
