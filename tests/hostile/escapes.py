# Prints what would take over a terminal: colours, cursor, title, modes, answers, other character sets, 8-bit controls, direction marks.
attacks = ["\x1b[31mred", "\x1b[2J\x1b[H", "\x1b]0;title\x07", "\x1b[?1049l", "\x1b[6n\x1b[c", "\x0e\x1b(0lqk", "\x9b31m\x9d0;t\x9c",
           "\u202eleft", "zero\u200bwidth", "a\rb\bc\x7f\0", "\x1bP1$r\x1b\\", "\x1b[200~quit\x1b[201~", "wide \u540d\u524d"]
n = 0
while True:
    for attack in attacks:
        print(attack)
        n += 1
    name = attacks[n % len(attacks)]
