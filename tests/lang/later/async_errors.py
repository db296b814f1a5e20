# Timeouts, cancellation, events, locks of asyncio.
import asyncio
async def slow():
    try:
        await asyncio.sleep(3600)
    except asyncio.CancelledError:
        print("cancelled"); raise
async def main():
    t = asyncio.create_task(slow()); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print("awaited a cancelled task", t.cancelled())
    try: await asyncio.wait_for(slow(), 0.01)
    except asyncio.TimeoutError: print("timeout")
    lock = asyncio.Lock(); log = []
    async def crit(n):
        async with lock: log.append(n); await asyncio.sleep(0); log.append(n)
    await asyncio.gather(crit(1), crit(2)); print(log)
    ev = asyncio.Event()
    async def waiter(): await ev.wait(); return "set"
    w = asyncio.create_task(waiter()); await asyncio.sleep(0); ev.set(); print(await w)
    r = await asyncio.gather(bad(), good(), return_exceptions=True); print(r)
    sem = asyncio.Semaphore(2); print(sem.locked())
async def bad(): raise KeyError("k")
async def good(): return 1
asyncio.run(main())
async def g():
    try: yield 1; yield 2
    finally: print("agen closed")
async def partial():
    a = g(); print(await a.__anext__()); await a.aclose()
asyncio.run(partial())
