# str.translate(): how often the table is asked for a character, and what becomes of each answer.


class Table:
    def __init__(self, answers):
        self.answers = answers
        self.seen = []

    def __getitem__(self, c):
        self.seen.append(c)
        answer = self.answers.get(c, "k")
        if isinstance(answer, type):
            raise answer("no")
        return answer


answers = ["x", None, "xyz", "é", "€", 120, 233, 8364, "", LookupError, 5.5, ValueError, 2**40, -1]
for text in ("aba", "aéa", "aab€"):
    for x in answers:
        for y in answers[1::3]:
            table = Table({97: x, 98: y, 233: y, 8364: y})
            try:
                result = text.translate(table)
            except Exception as error:
                result = repr(error)
            print(text, repr(x), repr(y), result, table.seen)


class Doubles(dict):
    def __missing__(self, c):
        print("missing", c)
        return chr(c + 1) * 2


print("abab€".translate(Doubles()))
print("abab".translate(str.maketrans("a", "é", "b")))
