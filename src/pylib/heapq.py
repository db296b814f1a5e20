"""Heap queue algorithm (a.k.a. priority queue).

A heap is a list a for which a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for all k: a[0] is always its
smallest item.
"""

from _heapq import (heapify, heappop, heappush, heappushpop, heapreplace, _heapify_max, _heappop_max,
                    _heapreplace_max)

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


def _siftdown(heap, startpos, pos):
    """Moves heap[pos] towards startpos until its parent is not greater."""
    item = heap[pos]
    while pos > startpos:
        above = (pos - 1) >> 1
        if not item < heap[above]:
            break
        heap[pos] = heap[above]
        pos = above
    heap[pos] = item


def _siftup(heap, pos):
    """Moves heap[pos] down to a leaf along the smaller children, then up to its place."""
    start, end, item = pos, len(heap), heap[pos]
    child = 2 * pos + 1
    while child < end:
        if child + 1 < end and not heap[child] < heap[child + 1]:
            child += 1
        heap[pos] = heap[child]
        pos, child = child, 2 * child + 1
    heap[pos] = item
    _siftdown(heap, start, pos)


def merge(*iterables, key=None, reverse=False):
    '''Merge multiple sorted inputs into a single sorted output.

    Similar to sorted(itertools.chain(*iterables)) but returns a generator,
    does not pull the data into memory all at once, and assumes that each of
    the input streams is already sorted (smallest to largest).

    >>> list(merge([1,3,5,7], [0,2,4,8], [5,10,15,20], [], [25]))
    [0, 1, 2, 3, 4, 5, 5, 7, 8, 10, 15, 20, 25]

    If *key* is not None, applies a key function to each element to determine
    its sort order.
    '''
    if reverse:
        make, drop, put, sign = _heapify_max, _heappop_max, _heapreplace_max, -1
    else:
        make, drop, put, sign = heapify, heappop, heapreplace, 1
    heap = []
    if key is None:  # entries are [value, place of the input among the inputs, its __next__]
        for order, it in enumerate(map(iter, iterables)):
            try:
                advance = it.__next__
                heap.append([advance(), order * sign, advance])
            except StopIteration:
                pass
        make(heap)
        while len(heap) > 1:
            try:
                while True:
                    value, order, advance = entry = heap[0]
                    yield value
                    entry[0] = advance()
                    put(heap, entry)
            except StopIteration:
                drop(heap)
        if heap:
            value, order, advance = heap[0]
            yield value
            yield from advance.__self__
        return

    for order, it in enumerate(map(iter, iterables)):  # [key, place, __next__, value]
        try:
            advance = it.__next__
            value = advance()
            heap.append([key(value), order * sign, advance, value])
        except StopIteration:
            pass
    make(heap)
    while len(heap) > 1:
        try:
            while True:
                k, order, advance, value = entry = heap[0]
                yield value
                value = advance()
                entry[0] = key(value)
                entry[3] = value
                put(heap, entry)
        except StopIteration:
            drop(heap)
    if heap:
        k, order, advance, value = heap[0]
        yield value
        yield from advance.__self__


def _best(n, it, key, smallest):
    """The n smallest (or largest) items of an iterator in order; of equal ones the first."""
    step = 1 if smallest else -1
    make, put = (_heapify_max, _heapreplace_max) if smallest else (heapify, heapreplace)
    if key is None:
        heap = [(value, i) for i, value in zip(range(0, n * step, step), it)]
    else:
        heap = [(key(value), i, value) for i, value in zip(range(0, n * step, step), it)]
    if not heap:
        return heap
    make(heap)
    worst = heap[0][0]
    order = n * step
    if key is None:
        for value in it:
            if value < worst if smallest else worst < value:
                put(heap, (value, order))
                worst = heap[0][0]
                order += step
    else:
        for value in it:
            k = key(value)
            if k < worst if smallest else worst < k:
                put(heap, (k, order, value))
                worst = heap[0][0]
                order += step
    heap.sort(reverse=not smallest)
    return [entry[0] for entry in heap] if key is None else [entry[2] for entry in heap]


def nsmallest(n, iterable, key=None):
    """Find the n smallest elements in a dataset.

    Equivalent to:  sorted(iterable, key=key)[:n]
    """
    if n == 1:
        it = iter(iterable)
        absent = object()
        result = min(it, default=absent, key=key)
        return [] if result is absent else [result]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key)[:n]
    return _best(n, iter(iterable), key, True)


def nlargest(n, iterable, key=None):
    """Find the n largest elements in a dataset.

    Equivalent to:  sorted(iterable, key=key, reverse=True)[:n]
    """
    if n == 1:
        it = iter(iterable)
        absent = object()
        result = max(it, default=absent, key=key)
        return [] if result is absent else [result]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=True)[:n]
    return _best(n, iter(iterable), key, False)
