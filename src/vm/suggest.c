/* "Did you mean": the closest known name to one that was not found, by CPython 3.11's measure. */
#include "object/exceptions.h"
#include "vm/eval.h"
#include "vm/traceback.h"

enum { MAX_CANDIDATES = 750, MAX_NAME = 40, MOVE_COST = 2, CASE_COST = 1 };

static int lower(int c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }
static int substitution(int a, int b) {
  if ((a & 31) != (b & 31)) return MOVE_COST;
  if (a == b) return 0;
  return lower(a) == lower(b) ? CASE_COST : MOVE_COST;
}

/* Weighted Levenshtein distance (Wagner and Fischer 1974, one row), more than max once it must exceed it. */
static int distance(const char *a, int na, const char *b, int nb, int max) {
  if (a == b) return 0;
  while (na && nb && a[0] == b[0]) a++, na--, b++, nb--;
  while (na && nb && a[na - 1] == b[nb - 1]) na--, nb--;
  if (na == 0 || nb == 0) return (na + nb) * MOVE_COST;
  if (na > MAX_NAME || nb > MAX_NAME) return max + 1;
  if (nb < na) {
    const char *t = a;
    a = b;
    b = t;
    int n = na;
    na = nb;
    nb = n;
  }
  if ((nb - na) * MOVE_COST > max) return max + 1;
  int row[MAX_NAME], tmp = MOVE_COST, result = 0;
  for (int i = 0; i < na; i++, tmp += MOVE_COST) row[i] = tmp;
  for (int j = 0; j < nb; j++) {
    int code = b[j], d = result = j * MOVE_COST, least = INT32_MAX;
    for (int i = 0; i < na; i++) {
      int substitute = d + substitution(code, a[i]);
      d = row[i];
      int move = (result < d ? result : d) + MOVE_COST;
      result = move < substitute ? move : substitute;
      row[i] = result;
      if (result < least) least = result;
    }
    if (least > max) return max + 1;
  }
  return result;
}

/* The best of the strs in a list, borrowed; NULL: none near enough. */
static Object *best_of(Ref list, Ref name) {
  ssize_t n = VARSIZE(list), length = 0;
  if (n >= MAX_CANDIDATES) return NULL;
  const char *text = str_utf8(name, &length);
  if (text == NULL) {
    err_clear();
    return NULL;
  }
  Object *best = NULL;
  int best_distance = INT32_MAX;
  for (ssize_t i = 0; i < n; i++) {
    Object *item = list_item(list, i);
    if (!IS_SUB(item, STR)) continue;
    ssize_t item_length = 0;
    const char *item_text = str_utf8(item, &item_length);
    if (item_text == NULL) {
      err_clear();
      continue;
    }
    if (item_length == length && !memcmp(item_text, text, (size_t)length)) continue;
    int max = (int)((length + item_length + 3) * MOVE_COST / 6);
    if (best_distance - 1 < max) max = best_distance - 1;
    int d = distance(text, (int)MIN(length, 1000), item_text, (int)MIN(item_length, 1000), max);
    if (d > max) continue;
    if (best == NULL || d < best_distance) {
      best = item;
      best_distance = d;
    }
  }
  return best;
}

static Own for_name_error(Ref exc, Ref name) {
  Traceback *tb = (Traceback *)((BaseException *)exc)->traceback;
  if (tb == NULL) return NULL;
  while (tb->next) tb = (Traceback *)tb->next;
  Frame *f = tb->frame->frame;
  if (f->code == NULL) return NULL;
  HOLD(locals, sequence_list(f->code->localsplusnames), "a suggestion");
  if (locals.obj == NULL) return NULL;
  Object *best = best_of(locals.obj, name);
  if (best) return hold_return(NEWREF(best), &locals);
  HOLD(globals, dict_keys_list(f->globals), "a suggestion");
  if (globals.obj == NULL) return NULL;
  best = best_of(globals.obj, name);
  if (best) return hold_return(NEWREF(best), &globals, &locals);
  HOLD(builtins, dict_keys_list(f->builtins), "a suggestion");
  if (builtins.obj == NULL) return NULL;
  best = best_of(builtins.obj, name);
  return hold_return(XNEWREF(best), &builtins, &globals, &locals);
}

Own vm_suggestion(Ref exc) {
  Object *result = NULL;
  if (IS_EXACT(exc, AttributeError)) {
    const AttributeErrorObject *e = (const AttributeErrorObject *)exc;
    if (e->name && e->obj && IS_SUB(e->name, STR)) {
      HOLD(names, object_dir(e->obj), "a suggestion");
      if (names.obj) result = hold_return(XNEWREF(best_of(names.obj, e->name)), &names);
    }
  } else if (IS_EXACT(exc, NameError)) {
    const NameErrorObject *e = (const NameErrorObject *)exc;
    if (e->name && IS_SUB(e->name, STR)) result = for_name_error(exc, e->name);
  }
  if (result == NULL) err_clear();
  return result;
}
