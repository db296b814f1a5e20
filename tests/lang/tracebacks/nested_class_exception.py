# stderr: whole
class Outer:
    class Problem(Exception):
        pass

raise Outer.Problem("qualified name")
