# A learner's first class with a little history.
class InsufficientFunds(Exception):
    def __init__(self, need, have):
        super().__init__(f"need {need}, have {have}")
        self.missing = need - have
class Account:
    interest = 0.02
    _next = 1
    def __init__(self, owner, balance=0):
        self.owner, self.balance, self.history = owner, balance, []
        self.number = Account._next
        Account._next += 1
    def deposit(self, amount):
        if amount <= 0: raise ValueError("deposit must be positive")
        self.balance += amount
        self.history.append(("deposit", amount))
    def withdraw(self, amount):
        if amount > self.balance: raise InsufficientFunds(amount, self.balance)
        self.balance -= amount
        self.history.append(("withdraw", amount))
    def __str__(self): return f"#{self.number} {self.owner}: {self.balance:,.2f}"
class Savings(Account):
    interest = 0.05
    def year(self): self.deposit(self.balance * self.interest)
a, s = Account("Ann", 100), Savings("Sam", 1000)
a.deposit(50.5); s.year(); print(a, s, sep="\n")
for amount in (20, 500, -5):
    try:
        a.withdraw(amount) if amount > 0 else a.deposit(amount)
        print("ok", a)
    except InsufficientFunds as e: print("refused:", e, "missing", e.missing)
    except ValueError as e: print("wrong:", e)
print(a.history, s.history, Account._next, [acc.owner for acc in sorted([s, a], key=lambda x: x.balance)])
def transfer(src, dst, n):
    src.withdraw(n)
    dst.deposit(n)
transfer(s, a, 300)
print(a, s, sum(acc.balance for acc in (a, s)))
