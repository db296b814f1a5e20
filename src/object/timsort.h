/* The body of the sort, included by listsort.c once for each kind of key, with
 *   SORT(name)   the name of a function of this kind
 *   LESS(s, a, b)   1, 0, or -1 with an exception
 *
 * Timsort with galloping (Tim Peters' listsort.txt), the merge order from powersort (Munro and Wild,
 * "Nearly-optimal mergesorts", 2018), as CPython 3.11: the sequence of comparisons is the same, since a
 * program can see it. */

/* Length of the run at the front of k[0..n); *descending: strictly falling. -1 on error. */
static ssize_t SORT(count_run)(Sorter *s, Object **k, ssize_t n, bool *descending) {
  *descending = false;
  if (n < 2) return n;
  int less = LESS(s, k[1], k[0]);
  if (less < 0) return -1;
  *descending = less;
  ssize_t i = 2;
  for (; i < n; i++) {
    int next = LESS(s, k[i], k[i - 1]);
    if (next < 0) return -1;
    if (next != less) break;
  }
  return i;
}

/* Insertion sort of a[0..n), of which the first `sorted` are in order. */
static int SORT(insertion)(Sorter *s, Part a, ssize_t n, ssize_t sorted) {
  for (ssize_t i = sorted ? sorted : 1; i < n; i++) {
    ssize_t low = 0, high = i;
    Object *pivot = a.keys[i];
    do {
      ssize_t middle = low + ((high - low) >> 1);
      int less = LESS(s, pivot, a.keys[middle]);
      if (less < 0) return -1;
      if (less)
        high = middle;
      else
        low = middle + 1;
    } while (low < high);
    for (ssize_t j = i; j > low; j--) a.keys[j] = a.keys[j - 1];
    a.keys[low] = pivot;
    if (a.values) {
      Object *value = a.values[i];
      for (ssize_t j = i; j > low; j--) a.values[j] = a.values[j - 1];
      a.values[low] = value;
    }
  }
  return 0;
}

/* Where key belongs in the sorted a[0..n), left of equals; the search starts at hint and doubles its strides.
 * -1 on error. */
static ssize_t SORT(gallop_left)(Sorter *s, Object *key, Object **a, ssize_t n, ssize_t hint) {
  ssize_t last = 0, offset = 1, most;
  Object **at = a + hint;
  int less = LESS(s, *at, key);
  if (less < 0) return -1;
  if (less) {
    for (most = n - hint; offset < most;) {
      less = LESS(s, at[offset], key);
      if (less < 0) return -1;
      if (!less) break;
      last = offset;
      offset = (offset << 1) + 1;
    }
    if (offset > most) offset = most;
    last += hint;
    offset += hint;
  } else {
    for (most = hint + 1; offset < most;) {
      less = LESS(s, at[-offset], key);
      if (less < 0) return -1;
      if (less) break;
      last = offset;
      offset = (offset << 1) + 1;
    }
    if (offset > most) offset = most;
    ssize_t t = last;
    last = hint - offset;
    offset = hint - t;
  }
  last++;
  while (last < offset) {
    ssize_t middle = last + ((offset - last) >> 1);
    less = LESS(s, a[middle], key);
    if (less < 0) return -1;
    if (less)
      last = middle + 1;
    else
      offset = middle;
  }
  return offset;
}

/* The same, right of equals. */
static ssize_t SORT(gallop_right)(Sorter *s, Object *key, Object **a, ssize_t n, ssize_t hint) {
  ssize_t last = 0, offset = 1, most;
  Object **at = a + hint;
  int less = LESS(s, key, *at);
  if (less < 0) return -1;
  if (less) {
    for (most = hint + 1; offset < most;) {
      less = LESS(s, key, at[-offset]);
      if (less < 0) return -1;
      if (!less) break;
      last = offset;
      offset = (offset << 1) + 1;
    }
    if (offset > most) offset = most;
    ssize_t t = last;
    last = hint - offset;
    offset = hint - t;
  } else {
    for (most = n - hint; offset < most;) {
      less = LESS(s, key, at[offset]);
      if (less < 0) return -1;
      if (less) break;
      last = offset;
      offset = (offset << 1) + 1;
    }
    if (offset > most) offset = most;
    last += hint;
    offset += hint;
  }
  last++;
  while (last < offset) {
    ssize_t middle = last + ((offset - last) >> 1);
    less = LESS(s, key, a[middle]);
    if (less < 0) return -1;
    if (less)
      offset = middle;
    else
      last = middle + 1;
  }
  return offset;
}

/* Merges a[0..na) and b[0..nb), which follow each other, from the front; na <= nb. */
static int SORT(merge_low)(Sorter *s, Part a, ssize_t na, Part b, ssize_t nb) {
  if (!sorter_room(s, na)) return -1;
  int result = -1, less;
  Part to = a;
  part_copy(s->room, 0, a, 0, na);
  a = s->room;
  part_put(&to, &b);
  if (--nb == 0) goto done;
  if (na == 1) goto copy_b;
  ssize_t gallop = s->min_gallop;
  for (;;) {
    ssize_t from_a = 0, from_b = 0;
    for (;;) { /* one at a time, until one side wins often */
      less = LESS(s, b.keys[0], a.keys[0]);
      if (less < 0) goto failed;
      if (less) {
        part_put(&to, &b);
        from_b++;
        from_a = 0;
        if (--nb == 0) goto done;
        if (from_b >= gallop) break;
      } else {
        part_put(&to, &a);
        from_a++;
        from_b = 0;
        if (--na == 1) goto copy_b;
        if (from_a >= gallop) break;
      }
    }
    gallop++;
    do { /* whole stretches at a time */
      gallop -= gallop > 1;
      s->min_gallop = gallop;
      from_a = SORT(gallop_right)(s, b.keys[0], a.keys, na, 0);
      if (from_a) {
        if (from_a < 0) goto failed;
        part_copy(to, 0, a, 0, from_a);
        part_advance(&to, from_a);
        part_advance(&a, from_a);
        na -= from_a;
        if (na == 1) goto copy_b;
        if (na == 0) goto done; /* only with an inconsistent comparison */
      }
      part_put(&to, &b);
      if (--nb == 0) goto done;
      from_b = SORT(gallop_left)(s, a.keys[0], b.keys, nb, 0);
      if (from_b) {
        if (from_b < 0) goto failed;
        part_move(to, 0, b, 0, from_b);
        part_advance(&to, from_b);
        part_advance(&b, from_b);
        nb -= from_b;
        if (nb == 0) goto done;
      }
      part_put(&to, &a);
      if (--na == 1) goto copy_b;
    } while (from_a >= MIN_GALLOP || from_b >= MIN_GALLOP);
    gallop++; /* leaving gallop mode costs */
    s->min_gallop = gallop;
  }
done:
  result = 0;
failed:
  if (na) part_copy(to, 0, a, 0, na);
  return result;
copy_b:
  part_move(to, 0, b, 0, nb);
  part_copy(to, nb, a, 0, 1);
  return 0;
}

/* The same from the back; na >= nb. */
static int SORT(merge_high)(Sorter *s, Part a, ssize_t na, Part b, ssize_t nb) {
  if (!sorter_room(s, nb)) return -1;
  int result = -1, less;
  Part to = b, base_a = a, base_b = s->room;
  part_copy(s->room, 0, b, 0, nb);
  part_advance(&to, nb - 1);
  b = s->room;
  part_advance(&b, nb - 1);
  part_advance(&a, na - 1);
  part_put_back(&to, &a);
  if (--na == 0) goto done;
  if (nb == 1) goto copy_a;
  ssize_t gallop = s->min_gallop;
  for (;;) {
    ssize_t from_a = 0, from_b = 0;
    for (;;) {
      less = LESS(s, b.keys[0], a.keys[0]);
      if (less < 0) goto failed;
      if (less) {
        part_put_back(&to, &a);
        from_a++;
        from_b = 0;
        if (--na == 0) goto done;
        if (from_a >= gallop) break;
      } else {
        part_put_back(&to, &b);
        from_b++;
        from_a = 0;
        if (--nb == 1) goto copy_a;
        if (from_b >= gallop) break;
      }
    }
    gallop++;
    do {
      gallop -= gallop > 1;
      s->min_gallop = gallop;
      ssize_t k = SORT(gallop_right)(s, b.keys[0], base_a.keys, na, na - 1);
      if (k < 0) goto failed;
      from_a = na - k;
      if (from_a) {
        part_advance(&to, -from_a);
        part_advance(&a, -from_a);
        part_move(to, 1, a, 1, from_a);
        na -= from_a;
        if (na == 0) goto done;
      }
      part_put_back(&to, &b);
      if (--nb == 1) goto copy_a;
      k = SORT(gallop_left)(s, a.keys[0], base_b.keys, nb, nb - 1);
      if (k < 0) goto failed;
      from_b = nb - k;
      if (from_b) {
        part_advance(&to, -from_b);
        part_advance(&b, -from_b);
        part_copy(to, 1, b, 1, from_b);
        nb -= from_b;
        if (nb == 1) goto copy_a;
        if (nb == 0) goto done;
      }
      part_put_back(&to, &a);
      if (--na == 0) goto done;
    } while (from_a >= MIN_GALLOP || from_b >= MIN_GALLOP);
    gallop++;
    s->min_gallop = gallop;
  }
done:
  result = 0;
failed:
  if (nb) part_copy(to, -(nb - 1), base_b, 0, nb);
  return result;
copy_a:
  part_move(to, 1 - na, a, 1 - na, na);
  part_advance(&to, -na);
  part_copy(to, 0, b, 0, 1);
  return 0;
}

/* Merges pending runs i and i + 1. */
static int SORT(merge_at)(Sorter *s, int i) {
  Part a = s->pending[i].part, b = s->pending[i + 1].part;
  ssize_t na = s->pending[i].length, nb = s->pending[i + 1].length;
  s->pending[i].length = na + nb;
  if (i == s->count - 3) s->pending[i + 1] = s->pending[i + 2];
  s->count--;
  ssize_t k =
      SORT(gallop_right)(s, b.keys[0], a.keys, na, 0); /* what is in place already at the front of a */
  if (k < 0) return -1;
  part_advance(&a, k);
  na -= k;
  if (na == 0) return 0;
  nb = SORT(gallop_left)(s, a.keys[na - 1], b.keys, nb, nb - 1); /* and at the end of b */
  if (nb <= 0) return nb < 0 ? -1 : 0;
  return na <= nb ? SORT(merge_low)(s, a, na, b, nb) : SORT(merge_high)(s, a, na, b, nb);
}

static int SORT(sort)(Sorter *s, Part all, ssize_t n) {
  ssize_t least = least_run(n), left = n;
  Part at = all;
  while (left) {
    bool descending;
    ssize_t run = SORT(count_run)(s, at.keys, left, &descending);
    if (run < 0) return -1;
    if (descending) part_reverse(at, run);
    if (run < least) {
      ssize_t forced = left <= least ? left : least;
      if (SORT(insertion)(s, at, forced, run) < 0) return -1;
      run = forced;
    }
    if (s->count) {
      Run *last = &s->pending[s->count - 1];
      int power = power_between(last->part.keys - all.keys, last->length, run, n);
      while (s->count > 1 && s->pending[s->count - 2].power > power)
        if (SORT(merge_at)(s, s->count - 2) < 0) return -1;
      s->pending[s->count - 1].power = power;
    }
    s->pending[s->count++] = (Run){at, run, 0};
    part_advance(&at, run);
    left -= run;
  }
  while (s->count > 1) {
    int i = s->count - 2;
    if (i > 0 && s->pending[i - 1].length < s->pending[i + 1].length) i--;
    if (SORT(merge_at)(s, i) < 0) return -1;
  }
  return 0;
}

#undef SORT
#undef LESS
