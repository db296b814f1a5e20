# stderr: whole
class A:
    def __init__(self):
        self.items = []

    def show(self):
        print(items)

A().show()
