# input(): reads lines, strips the end, raises EOFError; prompts go to stdout.
name = input("Name? ")
print("hello", repr(name))
n = int(input())
print(n * 2)
print([input(f"{i}: ") for i in range(2)])
print(repr(input("empty line: ")))
print(repr(input(5)))
try:
    int(input("not a number: "))
except ValueError as e:
    print(e)
import sys
print(repr(sys.stdin.readline()), repr(input("unicode: ")))
print(sum(int(x) for x in input("numbers: ").split()))
for line in sys.stdin:
    print("line", repr(line))
    if line.startswith("stop"): break
rest = sys.stdin.read()
print(repr(rest))
try:
    input("at the end: ")
except EOFError as e:
    print(type(e).__name__, e)
try:
    input(1, 2)
except TypeError as e:
    print(e)
