# stderr: whole
class Account:
    def __init__(self):
        self.balance = 5

    def deposit(self):
        pass

a = Account()
a.balence
