#include "tui/canvas.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BEGIN_UPDATE "\033[?2026h" /* the terminal shows nothing of a frame before it is whole */
#define END_UPDATE   "\033[?2026l"
enum {
  END_ROOM = 32 /* the cursor's last move, style, end mark */,
  LONGEST_STEP = 64,
  LONGEST_RUN = 32 /* bytes */,
  STEP_ROOM = 112
};

bool canvas_resize(Canvas *f, int rows, int cols) {
  if (rows < 1 || cols < 1) return false;
  if (f->want && rows == f->rows && cols == f->cols) return true;
  size_t n = (size_t)rows * (size_t)cols;
  CanvasCell *want = realloc(f->want, n * sizeof *want);
  if (!want) return false;
  f->want = want;
  CanvasCell *shown = realloc(f->shown, n * sizeof *shown);
  if (!shown) return false;
  f->shown = shown;
  CanvasCell *before = realloc(f->before, n * sizeof *before);
  if (!before) return false;
  f->before = before;
  CanvasCell *row = realloc(f->row, (size_t)cols * sizeof *row);
  if (!row) return false;
  f->row = row;
  f->rows = rows;
  f->cols = cols;
  for (size_t i = 0; i < n; i++) want[i] = canvas_cell(CANVAS_BLANK, (CanvasLook){-1, 0});
  canvas_forget(f);
  return true;
}

void canvas_forget(Canvas *f) {
  if (f->shown) f->shown[0].c = CANVAS_UNKNOWN;
}

void canvas_forget_row(Canvas *f, int row) {
  if (row < 1 || row >= f->rows) return;
  for (int x = 0; x < f->cols; x++) f->shown[(size_t)row * (size_t)f->cols + (size_t)x].c = CANVAS_UNKNOWN;
}

void canvas_free(Canvas *f) {
  free(f->want);
  free(f->shown);
  free(f->before);
  free(f->row);
  free(f->bytes);
  *f = (Canvas){0};
}

CanvasCell canvas_cell(uint32_t c, CanvasLook look) {
  if (c == CANVAS_BLANK && !(look.flags & (CANVAS_UNDERLINE | CANVAS_REVERSE))) look = (CanvasLook){-1, 0};
  return (CanvasCell){c, look};
}

static bool look_same(CanvasLook a, CanvasLook b) { return a.colour == b.colour && a.flags == b.flags; }
static bool cell_same(CanvasCell a, CanvasCell b) { return a.c == b.c && look_same(a.look, b.look); }
/* A blank that may be sent, or erased, in any style that shows nothing on it. */
static bool is_free(CanvasCell c) { return c.c == CANVAS_BLANK && !c.look.flags && c.look.colour < 0; }
static bool look_shows_on_blanks(CanvasLook l) { return l.flags & (CANVAS_UNDERLINE | CANVAS_REVERSE); }

/* ---- bytes ---- */

static void put(Canvas *f, const char *bytes, size_t n) {
  if (f->length + n > f->room) {
    size_t room = f->room * 2 > f->length + n ? f->room * 2 : f->length + n + 4096;
    char *grown = realloc(f->bytes, room);
    if (!grown) return;
    f->bytes = grown;
    f->room = room;
  }
  memcpy(f->bytes + f->length, bytes, n);
  f->length += n;
}
static void put_text(Canvas *f, const char *text) { put(f, text, strlen(text)); }

static size_t encode(uint32_t c, char out[4]) {
  if (c < 0x80) return out[0] = (char)c, 1;
  if (c < 0x800) return out[0] = (char)(0xC0 | c >> 6), out[1] = (char)(0x80 | (c & 63)), 2;
  if (c < 0x10000)
    return out[0] = (char)(0xE0 | c >> 12), out[1] = (char)(0x80 | (c >> 6 & 63)),
           out[2] = (char)(0x80 | (c & 63)), 3;
  return out[0] = (char)(0xF0 | c >> 18), out[1] = (char)(0x80 | (c >> 12 & 63)),
         out[2] = (char)(0x80 | (c >> 6 & 63)), out[3] = (char)(0x80 | (c & 63)), 4;
}

/* "\033[" n final; n = 1 is what is meant without it. */
static size_t sequence(char *out, int n, char final) {
  return (size_t)(n == 1 ? sprintf(out, "\033[%c", final) : sprintf(out, "\033[%d%c", n, final));
}

static void keep_shorter(char *best, size_t *n, const char *other, size_t m) {
  if (m >= *n) return;
  memcpy(best, other, m);
  *n = m;
}

/* The shortest way from where the cursor is to y, x. */
static size_t move_bytes(const Canvas *f, int y, int x, char *best) {
  char way[LONGEST_STEP], down[LONGEST_STEP];
  size_t n = !y && !x ? (size_t)sprintf(best, "\033[H")
             : !x     ? (size_t)sprintf(best, "\033[%dH", y + 1)
                      : (size_t)sprintf(best, "\033[%d;%dH", y + 1, x + 1);
  if (f->x < 0) return n;
  if (f->y == y && f->x == x) return 0;
  size_t v = 0;
  int by = y - f->y;
  if (by > 0 && by <= 3) { /* never on the last row: y is a row */
    memset(down, '\n', (size_t)by);
    v = (size_t)by;
  } else if (by)
    v = sequence(down, by > 0 ? by : -by, by > 0 ? 'B' : 'A');
  memcpy(way, down, v);
  if (f->x == x)
    keep_shorter(best, &n, way, v);
  else {
    int across = x - f->x;
    keep_shorter(best, &n, way, v + sequence(way + v, across > 0 ? across : -across, across > 0 ? 'C' : 'D'));
    if (across < 0 && across >= -4) {
      memset(way + v, '\b', (size_t)-across);
      keep_shorter(best, &n, way, v + (size_t)-across);
    }
    way[v] = '\r';
    keep_shorter(best, &n, way, v + 1 + (x ? sequence(way + v + 1, x, 'C') : 0));
  }
  return n;
}

static void move_to(Canvas *f, int y, int x) {
  char way[LONGEST_STEP * 2];
  put(f, way, move_bytes(f, y, x, way));
  f->y = y;
  f->x = x;
}

/* ---- styles ---- */

/* What turns the style on, from the one that is. */
static size_t look_bytes(const Canvas *f, CanvasLook l, char out[LONGEST_STEP]) {
  if (look_same(f->look, l)) return 0;
  static const struct {
    uint8_t flag;
    const char *on, *off;
  } switches[] = {{CANVAS_BOLD, "1", "22"},
                  {CANVAS_DIM, "2", "22"},
                  {CANVAS_UNDERLINE, "4", "24"},
                  {CANVAS_REVERSE, "7", "27"}};
  char colour[16], fresh[40] = "\033[0", change[60] = "\033[";
  if (l.colour < 0)
    snprintf(colour, sizeof colour, "39");
  else if (l.colour < 8)
    snprintf(colour, sizeof colour, "%d", 30 + l.colour);
  else
    snprintf(colour, sizeof colour, "38;5;%d", l.colour);
  bool none = l.colour < 0;
  for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
    if (l.flags & switches[i].flag) {
      none = false;
      strcat(strcat(fresh, ";"), switches[i].on);
    }
  if (l.colour >= 0) strcat(strcat(fresh, ";"), colour);
  if (none) fresh[2] = 0;
  /* 22 ends both bold and dim: where one goes and the other comes or stays, it comes first. */
  uint8_t was = f->look.flags;
  uint8_t weight = CANVAS_BOLD | CANVAS_DIM;
  if (was & weight & ~l.flags) {
    strcat(change, "22;");
    was &= (uint8_t)~weight;
  }
  for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
    uint8_t flag = switches[i].flag;
    if ((was ^ l.flags) & flag)
      strcat(strcat(change, l.flags & flag ? switches[i].on : switches[i].off), ";");
  }
  if (f->look.colour != l.colour) strcat(strcat(change, colour), ";");
  change[strlen(change) - 1] = 0;
  const char *shorter = strlen(change) < strlen(fresh) ? change : fresh;
  return (size_t)sprintf(out, "%sm", shorter);
}
static void look_set(Canvas *f, CanvasLook l) {
  char bytes[LONGEST_STEP];
  put(f, bytes, look_bytes(f, l, bytes));
  f->look = l;
}
static void look_for_blanks(Canvas *f) {
  if (look_shows_on_blanks(f->look)) look_set(f, (CanvasLook){-1, 0});
}

/* ---- rows ---- */

static CanvasCell *want_at(const Canvas *f, int y, int x) {
  return &f->want[(size_t)y * (size_t)f->cols + (size_t)x];
}
static CanvasCell *shown_at(const Canvas *f, int y, int x) {
  return &f->shown[(size_t)y * (size_t)f->cols + (size_t)x];
}
static bool differs(const Canvas *f, int y, int x) {
  return !cell_same(*want_at(f, y, x), *shown_at(f, y, x));
}

static void advance(Canvas *f, int by) {
  f->x += by;
  if (f->x >= f->cols) f->x = -1; /* at the margin terminals differ */
}

/* How many cells from x on are the same as the one at x. */
static int run_length(const Canvas *f, int y, int x, int end) {
  int n = 1;
  while (x + n < end && cell_same(*want_at(f, y, x + n), *want_at(f, y, x))) n++;
  return n;
}

static void mark_shown(Canvas *f, int y, int x, int n) {
  memcpy(shown_at(f, y, x), want_at(f, y, x), (size_t)n * sizeof *f->want);
}

/* Blanks from x on, n of them; the rest of the row of the screen too when it is blank as well. */
static int put_blanks(Canvas *f, int y, int x, int n) {
  look_for_blanks(f);
  int whole = x;
  while (whole < f->cols && is_free(*want_at(f, y, whole))) whole++;
  if (whole == f->cols && n > 2) {
    put_text(f, "\033[K");
    mark_shown(f, y, x, f->cols - x);
    return f->cols - x;
  }
  char erase[LONGEST_STEP];
  size_t cost = sequence(erase, n, 'X');
  /* Behind what was erased the cursor must be moved, if anything comes there at all. */
  if (f->can_erase && cost + 4 < (size_t)n) {
    put(f, erase, cost);
    mark_shown(f, y, x, n);
    return n;
  }
  if (n > LONGEST_RUN) n = LONGEST_RUN;
  for (int i = 0; i < n; i++) put(f, " ", 1);
  mark_shown(f, y, x, n);
  advance(f, n);
  return n;
}

static int put_cells(Canvas *f, int y, int x, int n) {
  CanvasCell c = *want_at(f, y, x);
  int wide = x + 1 < f->cols && want_at(f, y, x + 1)->c == 0 && c.c ? 2 : 1;
  char text[4];
  size_t bytes = encode(c.c ? c.c : '?', text);
  look_set(f, c.look);
  put(f, text, bytes);
  if (wide == 2) {
    mark_shown(f, y, x, 2);
    advance(f, 2);
    return 2;
  }
  for (int i = 1; i < n; i++) put(f, text, bytes);
  mark_shown(f, y, x, n);
  advance(f, n);
  return n;
}

/* May the cells from..to, that are shown as wanted, be sent again instead of jumping over them? Only in the
 * style that is on, and when that is no longer. */
static bool bridges(const Canvas *f, int y, int from, int to) {
  size_t cost = 0;
  char text[4], way[LONGEST_STEP * 2];
  for (int x = from; x < to; x++) {
    CanvasCell c = *want_at(f, y, x);
    if (!c.c || c.c == CANVAS_UNKNOWN) return false;
    if (is_free(c) ? look_shows_on_blanks(f->look) : !look_same(c.look, f->look)) return false;
    cost += encode(c.c, text);
    if (x + 1 < f->cols && want_at(f, y, x + 1)->c == 0) return false;
  }
  return cost <= move_bytes(f, y, to, way);
}

/* The terminal's state and the length of the frame. */
typedef struct Start {
  size_t length;
  int y, x;
  CanvasLook look;
} Start;
static Start start_of(const Canvas *f) { return (Start){f->length, f->y, f->x, f->look}; }
static void start_restore(Canvas *f, const Start *s) {
  f->length = s->length;
  f->y = s->y;
  f->x = s->x;
  f->look = s->look;
}

/* Writes the cells from x on that one sequence can; how many columns. */
static int write_cells(Canvas *f, int y, int x, int to) {
  if (f->y == y && f->x >= 0 && f->x < x && bridges(f, y, f->x, x)) {
    char text[4];
    for (int i = f->x; i < x; i++) put(f, text, encode(want_at(f, y, i)->c, text));
    f->x = x;
  } else
    move_to(f, y, x);
  int n = run_length(f, y, x, to);
  if (is_free(*want_at(f, y, x))) {
    int last = x + n; /* blanks at the end of the run that are there already need not be sent */
    while (last > x + 1 && !differs(f, y, last - 1)) last--;
    return put_blanks(f, y, x, last - x);
  }
  int changed = 1;
  while (changed < n && changed < LONGEST_RUN / 4 && differs(f, y, x + changed)) changed++;
  return put_cells(f, y, x, changed);
}

/* One row of an area, from left to right. false: the limit is reached. */
static bool write_row(Canvas *f, int y, int from, int to, size_t limit) {
  for (int x = from; x < to;) {
    if (!differs(f, y, x)) {
      x++;
      continue;
    }
    if (x > 0 && want_at(f, y, x)->c == 0 && want_at(f, y, x - 1)->c) x--; /* from the front of a wide one */
    bool near = f->length + STEP_ROOM > limit;
    const Start start = start_of(f);
    const size_t row = (size_t)f->cols * sizeof *f->row;
    if (near) memcpy(f->row, shown_at(f, y, 0), row);
    x += write_cells(f, y, x, to);
    if (f->length <= limit) continue;
    if (near) memcpy(shown_at(f, y, 0), f->row, row);
    start_restore(f, &start);
    return false;
  }
  return true;
}

/* The areas in their order, those of at most `widest` columns; false: the limit is reached. */
static bool write_areas(Canvas *f, const CanvasArea *areas, int n, int widest, size_t limit) {
  bool all = true;
  for (int a = 0; a < n && all; a++)
    for (int row = areas[a].y; row < areas[a].y + areas[a].h && row < f->rows && all; row++) {
      int end = areas[a].x + areas[a].w;
      if (areas[a].w > widest) continue;
      all = write_row(f, row, areas[a].x, end < f->cols ? end : f->cols, limit);
    }
  return all;
}

/* Begins a frame again in another order. */
static void start_again(Canvas *f, const Start *s) {
  memcpy(f->shown, f->before, (size_t)f->rows * (size_t)f->cols * sizeof *f->shown);
  start_restore(f, s);
}

/* ---- piece by piece: always the one next that takes the fewest bytes to go to ---- */

typedef struct Piece { /* cells of one style beside each other, some of which differ */
  int y, from, to;
  CanvasLook look;
  bool any_look; /* only blanks */
} Piece;
enum { MOST_PIECES = 240 };

/* How many; -1: too many. */
static int find_pieces(const Canvas *f, Piece *out) {
  int n = 0;
  for (int y = 0; y < f->rows; y++) {
    Piece *p = NULL; /* the one that x continues */
    for (int x = 0; x < f->cols; x++) {
      CanvasCell c = *want_at(f, y, x);
      bool blank = is_free(c), fits = p && (p->any_look || blank || !c.c || look_same(c.look, p->look));
      if (!differs(f, y, x)) {
        if (!fits || x - p->to > 3) p = NULL;
        continue;
      }
      if (!fits) {
        if (n == MOST_PIECES) return -1;
        p = &out[n++];
        *p = (Piece){y, x, x, c.look, true};
      }
      if (p->any_look && !blank) p->look = c.look;
      p->any_look = p->any_look && blank;
      p->to = x + 1;
    }
  }
  return n;
}

static bool write_pieces(Canvas *f, size_t limit) {
  Piece pieces[MOST_PIECES];
  int n = find_pieces(f, pieces);
  for (; n > 0;) {
    int best = 0;
    size_t least = SIZE_MAX;
    for (int i = 0; i < n && least; i++) {
      char bytes[LONGEST_STEP * 2];
      const Piece *p = &pieces[i];
      size_t cost = p->any_look ? (look_shows_on_blanks(f->look) ? 3 : 0) : look_bytes(f, p->look, bytes);
      if (cost < least) cost += move_bytes(f, p->y, p->from, bytes);
      if (cost >= least) continue;
      least = cost;
      best = i;
    }
    const Piece piece = pieces[best];
    memmove(&pieces[best], &pieces[best + 1], (size_t)(--n - best) * sizeof *pieces);
    if (!write_row(f, piece.y, piece.from, piece.to, limit)) return false;
  }
  return n == 0;
}

/* Area by area what matters most is there first, which counts when not all fits. Row by row over the whole
 * screen (after the narrow areas, which are of one style) the cursor mostly has the shorter ways; piece by
 * piece is shorter still, and tried where nothing else fits. */
static bool write_in_orders(Canvas *f, const CanvasArea *areas, int n, size_t limit) {
  enum { NARROW = 12 };
  const CanvasArea whole = {0, 0, f->rows, f->cols};
  const Start start = start_of(f);
  memcpy(f->before, f->shown, (size_t)f->rows * (size_t)f->cols * sizeof *f->shown);
  bool fits = write_areas(f, areas, n, f->cols, limit) && write_areas(f, &whole, 1, f->cols, limit);
  size_t by_area = f->length;
  start_again(f, &start);
  if (write_areas(f, areas, n, NARROW, limit) && write_areas(f, &whole, 1, f->cols, limit) &&
      (!fits || f->length <= by_area))
    return true;
  start_again(f, &start);
  if (!fits) {
    if (write_pieces(f, limit)) return true;
    start_again(f, &start);
  }
  return write_areas(f, areas, n, f->cols, limit) && write_areas(f, &whole, 1, f->cols, limit);
}

void canvas_spare(Canvas *f, CanvasArea area, uint32_t mark) {
  const CanvasLook plain = {-1, 0};
  int end = area.x + area.w < f->cols ? area.x + area.w : f->cols;
  for (int y = area.y; y < area.y + area.h && y < f->rows; y++) {
    int x = area.x;
    while (x < end && !differs(f, y, x)) x++;
    if (x >= end) continue;
    bool empty = true;
    for (x = area.x; x < end; x++) empty = empty && is_free(*want_at(f, y, x));
    if (empty) continue;
    /* A wide character that the area begins or ends inside of goes as a whole. */
    int from = want_at(f, y, area.x)->c || !area.x ? area.x : area.x - 1;
    int to = end < f->cols && !want_at(f, y, end)->c ? end + 1 : end;
    for (x = from; x < to; x++) *want_at(f, y, x) = canvas_cell(CANVAS_BLANK, plain);
    *want_at(f, y, area.x) = (CanvasCell){mark, plain};
  }
}

bool canvas_fits(Canvas *f, const CanvasArea *areas, int n, int y, int x, size_t limit) {
  if (f->shown[0].c == CANVAS_UNKNOWN) return true;
  Start start = start_of(f);
  start.length = 0;
  bool fits = canvas_write(f, areas, n, y, x, limit); /* `before` holds what was shown */
  start_again(f, &start);
  return fits;
}

bool canvas_write(Canvas *f, const CanvasArea *areas, int n, int y, int x, size_t limit) {
  f->length = 0;
  put_text(f, BEGIN_UPDATE);
  if (f->shown[0].c == CANVAS_UNKNOWN) {
    put_text(f, "\033[m\033[H\033[2J");
    f->look = (CanvasLook){-1, 0};
    f->y = f->x = 0;
    CanvasCell blank = canvas_cell(CANVAS_BLANK, f->look);
    for (size_t i = 0; i < (size_t)f->rows * (size_t)f->cols; i++) f->shown[i] = blank;
  }
  limit = limit > END_ROOM ? limit - END_ROOM : 0;
  bool all = write_in_orders(f, areas, n, limit);
  /* A blinking or lingering style would colour what the terminal itself prints. */
  if (f->look.flags) look_set(f, (CanvasLook){f->look.colour, 0});
  if (y >= 0 && y < f->rows && x >= 0 && x < f->cols) move_to(f, y, x);
  if (f->length == sizeof BEGIN_UPDATE - 1)
    f->length = 0;
  else
    put_text(f, END_UPDATE);
  return all;
}
