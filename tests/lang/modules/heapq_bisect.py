import heapq, bisect
h = []
for x in (5, 1, 8, 3, 2): heapq.heappush(h, x)
print(h, heapq.heappop(h), h, heapq.heappushpop(h, 0), heapq.heapreplace(h, 9), h, heapq.nlargest(2, h), heapq.nsmallest(2, [5, 1, 4]), heapq.nsmallest(2, ["bb", "a", "ccc"], key=len), heapq.nlargest(10, [1, 2]))
L = [9, 4, 7, 1, 8]; heapq.heapify(L); print(L, [heapq.heappop(L) for _ in range(len(L))], list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge("ad", "bc", reverse=False)), list(heapq.merge([3, 1], [2], reverse=True)), heapq.nlargest(0, [1]))
for f in (lambda: heapq.heappop([]), lambda: heapq.heappush([1], "a"), lambda: heapq.heapify(5), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush((1,), 1)):
    try: print(f())
    except (IndexError, TypeError) as e: print(type(e).__name__, e)
a = [1, 3, 3, 5]; print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 3), bisect.bisect_left(a, 0), bisect.bisect(a, 9), bisect.bisect_left(a, 3, 2), bisect.bisect_left(a, 4, 0, 2), bisect.bisect(["a", "bbb"], 2, key=len)); bisect.insort(a, 4); bisect.insort_left(a, 3); bisect.insort(a, -1, key=lambda v: v); print(a)
for f in (lambda: bisect.bisect([1], "a"), lambda: bisect.bisect([1], 1, -1), lambda: bisect.bisect(5, 1), lambda: bisect.insort((1,), 2)):
    try: print(f())
    except (TypeError, ValueError, AttributeError) as e: print(type(e).__name__, e)
grades = "FDCBA"; print([grades[bisect.bisect([60, 70, 80, 90], s)] for s in (33, 99, 77, 70, 89, 90)])
tasks = [(2, "code"), (1, "eat"), (3, "sleep")]; heapq.heapify(tasks); print([heapq.heappop(tasks) for _ in range(3)])
