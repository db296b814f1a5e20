"""Compares our syntax errors with CPython 3.11's.

    python3 compare_errors.py ASTDUMP FILE...            each FILE holds programs separated by lines of "===="
    python3 compare_errors.py ASTDUMP --mutate N FILE... N programs made from Python files by deleting, doubling or
                                                         swapping tokens and characters, always the same ones

Compared are type, message, lineno, offset, end_lineno, end_offset and text of the error of ast.parse, or the tree. Prints what differs; the exit status is 1 when anything does.
"""
import ast
import io
import json
import os
import random
import subprocess
import sys
import textwrap
import tokenize
import warnings

warnings.simplefilter("ignore")


def expected(source, mode):
    try:
        return ast.dump(ast.parse(source, "<string>", mode), include_attributes=True)
    except SyntaxError as e:
        return [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text]
    except (ValueError, MemoryError, RecursionError) as e:
        return [type(e).__name__, str(e) or None]


def ours(tool, sources, mode):
    flag = {"exec": [], "eval": ["-e"], "single": ["-s"]}[mode]
    data = "\0".join(sources) + "\0"
    run = subprocess.run([tool, "-t", "-r", *flag], input=data.encode("utf-8", "surrogatepass"), capture_output=True)
    if run.returncode < 0:
        sys.exit(f"the tool died: {run.returncode} {run.stderr[-2000:].decode()}")
    lines = run.stdout.decode("utf-8", "surrogatepass").split("\n")
    return [json.loads(line) if line.startswith("[") else line for line in lines[: len(sources)]]


def mutations(paths, count):
    rng = random.Random(int(os.environ.get("SEED", "3")))
    texts = [open(path, encoding="utf-8").read() for path in paths]
    while count:
        lines = rng.choice(texts).split("\n")
        start = rng.randrange(len(lines))
        text = textwrap.dedent("\n".join(lines[start : start + rng.choice((1, 3, 8, 20))])) + "\n"
        try:
            tokens = [t for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.string.strip()]
        except (tokenize.TokenError, IndentationError, SyntaxError):
            tokens = []
        for _ in range(rng.choice((1, 1, 2))):
            at = rng.randrange(len(text))
            end = at + 1
            if tokens and rng.random() < 0.8:
                token = rng.choice(tokens)
                row, col = token.start
                at = sum(len(line) + 1 for line in text.split("\n")[: row - 1]) + col
                end = at + len(token.string)
            word = rng.choice(("(", ")", "[", "]", "{", "}", ":", ",", "=", "==", ":=", "*", "**", "if", "else", "for", "in",
                               "lambda", "yield", "1", "x", '"', "'", ".", "->", "not", "is", "print", "async", "await",
                               "match", "case", "_", "f'{x}'", "f'{x=!r:>{y}z}' 'a'", "\\", "\n", "  ", "\t", "import", "from", "as", "def",
                               "class", "return", "del", "with", "try", "except", "None", "True", "0x", "1_", "é", "$"))
            text = rng.choice((text[:at] + text[end:], text[:end] + " " + text[at:end] + text[end:],
                               text[:at] + word + text[end:], text[:at] + word + " " + text[at:], text[:end] + " " + word + text[end:]))
            if not text.strip():
                break
        yield text.replace("\0", "")
        count -= 1


def main():
    tool, args = sys.argv[1], sys.argv[2:]
    if args[0] == "--mutate":
        sources = list(mutations(args[2:], int(args[1])))
        modes = ("exec",)
    else:
        sources = [s for path in args for s in open(path, encoding="utf-8", errors="surrogatepass", newline="").read().split("====\n")]
        modes = ("exec", "eval", "single")
    sources = [s for s in sources if not any("\ud800" <= c <= "\udfff" for c in s)]  # compile() cannot encode them
    count = different = 0
    for mode in modes:
        for source, mine in zip(sources, ours(tool, sources, mode)):
            theirs = expected(source, mode)
            count += 1
            if mine != theirs:
                different += 1
                if different <= 25:
                    print(f"{mode} {source!r}\n   ours   {mine}\n   theirs {theirs}")
    print(f"{count} programs, {different} different")
    return different != 0


if __name__ == "__main__":
    sys.exit(main())
