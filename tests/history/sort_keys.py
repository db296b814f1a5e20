# Sorting with Python keys: most line events happen inside the running sort.
class Card:
    def __init__(self, rank):
        self.rank = rank

    def __lt__(self, other):
        return self.rank < other.rank


def key(card):
    weight = card.rank * 7 % 13
    return (weight, -card.rank)


cards = [Card((i * 37) % 101) for i in range(120)]
for _ in range(6):
    cards.sort(key=key)
    cards.sort()
    cards = sorted(cards, key=lambda c: -c.rank)
print([c.rank for c in cards][:10])
