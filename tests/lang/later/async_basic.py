# async def, await, async for, async with, driven by hand and by asyncio.run.
import asyncio
async def add(a, b):
    await asyncio.sleep(0)
    return a + b
async def main():
    print(await add(1, 2))
    r = await asyncio.gather(add(1, 1), add(2, 2), add(3, 3)); print(r)
    t = asyncio.create_task(add(5, 5)); print(await t, t.done())
    async for x in agen(3): print("got", x)
    print([x async for x in agen(3)], [await add(x, 1) for x in range(2)], {x: 1 async for x in agen(2)})
    async with CM() as c: print("body", c)
    try: await fail()
    except ValueError as e: print("caught", e)
    return "done"
async def agen(n):
    for i in range(n):
        yield i
        await asyncio.sleep(0)
class CM:
    async def __aenter__(self): print("aenter"); return "cm"
    async def __aexit__(self, *a): print("aexit", a[0]); return False
async def fail(): raise ValueError("async error")
print(asyncio.run(main()))
class Awaitable:
    def __await__(self):
        got = yield "suspended"
        return got * 2
async def use(): return await Awaitable()
c = use(); print(c.send(None))
try: c.send(21)
except StopIteration as e: print(e.value)
c = use(); print(type(c).__name__, c.__name__); c.close()
order = []
async def worker(name, n):
    for i in range(n):
        order.append((name, i)); await asyncio.sleep(0)
async def both(): await asyncio.gather(worker("a", 2), worker("b", 3))
asyncio.run(both()); print(order)
for f in (lambda: asyncio.run(5),):
    try: f()
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
async def queue_demo():
    q = asyncio.Queue()
    async def prod():
        for i in range(3): await q.put(i)
        await q.put(None)
    async def cons():
        out = []
        while (v := await q.get()) is not None: out.append(v)
        return out
    return (await asyncio.gather(prod(), cons()))[1]
print(asyncio.run(queue_demo()))
