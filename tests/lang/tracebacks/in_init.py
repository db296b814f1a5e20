# stderr: whole
class Base:
    def __init__(self, v):
        if v < 0:
            raise ValueError(f"negative: {v}")

class Child(Base):
    def __init__(self, v):
        super().__init__(v)

Child(-1)
