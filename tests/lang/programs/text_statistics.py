# Words, letters and lines of a text.
text = """It was the best of times, it was the worst of times,
it was the age of wisdom, it was the age of foolishness,
it was the epoch of belief, it was the epoch of incredulity."""
words = [w.strip(",.").lower() for w in text.split()]
counts = {}
for w in words: counts[w] = counts.get(w, 0) + 1
for w, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:5]: print(f"{w:<10}{n:>3} {'#' * n}")
letters = {}
for ch in text.lower():
    if ch.isalpha(): letters[ch] = letters.get(ch, 0) + 1
print("".join(sorted(letters, key=letters.get, reverse=True)[:5]), sum(letters.values()), len(set(words)))
by_len = {}
for w in set(words): by_len.setdefault(len(w), []).append(w)
for n in sorted(by_len): print(n, sorted(by_len[n]))
print([len(line.split()) for line in text.splitlines()], max(words, key=len), text.count("was"), text.title().split()[:4])
def caesar(s, k): return "".join(chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c for c in s)
secret = caesar(text.lower(), 3)
print(secret[:30], caesar(secret, -3) == text.lower())
vowels = sum(c in "aeiou" for c in text.lower())
print(f"{vowels} vowels, {vowels / len(text):.1%}", "|".join(f"{i:02d}" for i in range(3)))
pal = [w for w in "level noon stats radar word".split() if w == w[::-1]]
print(pal, " ".join(reversed(words[:4])), "-".join(sorted({w[0] for w in words})))
