/* The application's state, and the panes as functions of it.
 *
 * Invariants
 * - A pane draws from the model and its own cursor alone; keys change the cursor or go to the session as
 * commands.
 * - Cursors follow the objects they stand on when the model changes.
 */
#ifndef LASTREF_TUI_APP_H
#define LASTREF_TUI_APP_H

#include "session/session.h"
#include "tui/draw.h"
#include "tui/layout.h"
#include "tui/places.h"

typedef enum HeapView {
#define HEAP_VIEW(ID, ...) HEAP_##ID,
#include "tui/views.def"
#undef HEAP_VIEW
  HEAP_VIEWS
} HeapView;

enum { LOG_OPEN_ROOM = 32 };

typedef struct PaneState {
  int cursor, top;        /* row the cursor stands on, first row seen */
  int rows;               /* rows there are, as of the last draw */
  int seen;               /* rows that fit */
  int cursor_y, cursor_x; /* where the hardware cursor goes */
} PaneState;

/* Where the source pane stands, besides the top of its page. */
typedef struct SourceView {
  int32_t seen_line; /* line it last followed */
  int split;         /* row that parts it in two places; 0: it shows one */
  int second;        /* the line, from 0, on the first row below it */
  int lines;         /* of the file shown */
  int rest;          /* steps since its page was turned early */
  bool peeps; /* a few rows show the other place, because there was no room in the frame to turn the page */
  int page;   /* then: the top of the page that was there */
} SourceView;
/* What it may do for a line that is not in sight. */
typedef struct SourceWay {
  bool early;    /* turn its page also a few lines before it must */
  int peep_rows; /* show the line in so many rows and leave the others; 0: turn the page */
} SourceWay;
typedef enum SourceMove { SOURCE_STAYED, SOURCE_TURNED_EARLY, SOURCE_TURNED, SOURCE_PEEPED } SourceMove;

typedef struct App {
  Session *session;
  const Model *model;
  Layout layout;
  PaneState pane[PANE_COUNT];
  PaneId focus, tab, zoom;
  HeapView heap_view;
  uint32_t heap_tag; /* object the ledger and the graph are about */
  uint32_t list_tag; /* object the list's cursor stands on, at list_cursor */
  int list_cursor;
  Places places;                    /* rows of the heap list */
  Position log_open[LOG_OPEN_ROOM]; /* collections unfolded in the log, by their first event */
  int log_open_count;
  Position shown;          /* moment that the screen shows */
  int log_newest;          /* the row of the pane's text that has the newest entry; -1: none */
  Position collector_seen; /* moment whose object the collector view's cursor last followed */
  bool all_names;          /* the frames pane folds nothing */
  int32_t frames_seen;     /* frame the frames pane last followed */
  const ModelLogRow *life; /* the biography shown, of life_tag at life_at */
  size_t life_count;
  uint32_t life_tag;
  Position life_at;
  uint64_t map_pool, map_block; /* memory map: addresses of the pool opened, of the block chosen; 0: none */
  bool map_all;                 /* also what holds nothing of the program */
  int sort;                     /* heap list: 0 tag, 1 type, 2 count, 3 size */
  char message[1024];
  bool message_error;
  char search[128];
  bool help;
  int help_top;
  uint64_t count;
  bool quit, confirm_quit;
  int applied[SETTING_COUNT]; /* settings the screen follows now */
  struct {
    int y, x, end;
  } tabs[PANE_COUNT]; /* titles on the screen, for the mouse; y < 0: not there */
  struct {
    Rect area;
    int row;
  } hits[64]; /* where a view of the heap pane has its rows elsewhere than one below the other */
  int hit_count;
  struct {
    uint32_t tag;
    int column, y;
  } graph_places[64]; /* where the graph's boxes stand */
  int graph_place_count, graph_columns, graph_top;
  uint32_t graph_root;
  int scrub_x, scrub_w; /* the timeline's line */
  SourceView source;
  SourceWay source_way;
  SourceMove source_moved; /* in the last draw */
  char *popup;             /* text of an answer that does not fit into one line; malloc'ed */
  int popup_top;
  struct {
    bool on;
    void *rows; /* made at the first row asked for; malloc'ed */
    int count;
  } search_rows;               /* what log_row_text() and others read from while a search goes on */
  double run_noted;            /* run_began of the run whose note was shown */
  double run_began, run_shown; /* seconds: when the running command began, when its progress was last shown */
  void *editor;                /* lineedit of the command line, prompt, input */
} App;

void source_draw(App *a, Rect r, bool focus);
int source_row_line(const App *a, int y); /* the line, from 0, on row y of the pane's text; -1: none */
int source_row_of_next(App *a, int seen); /* the row of the line followed, of `seen` rows; -1: not in sight */
void frames_draw(App *a, Rect r, bool focus);
void heap_draw(App *a, Rect r, bool focus);
void log_draw(App *a, Rect r, bool focus);
void output_draw(App *a, Rect r, bool focus);
/* What Enter does on the row of the cursor; the message says it when nothing can be done. */
void frames_enter(App *a);
void heap_enter(App *a);
void log_enter(App *a);
void output_enter(App *a);
const char *log_row_text(App *a, int i, char *out, size_t room);
uint32_t log_cursor_tag(App *a);
void log_next_kinds(App *a);   /* o: the next set of kinds */
void log_about_object(App *a); /* O: only rows about the object of the cursor's row; again: all */
/* Text of row i, for searching; NULL past the end. */
const char *pane_row_text(App *a, PaneId pane, int i, char *out, size_t room);
uint32_t pane_tag(App *a); /* the object the cursor of the focused pane stands on, 0: none */
int32_t source_cursor_line(const App *a);
void heap_show(App *a, uint32_t tag); /* the ledger of an object */
void pane_title(App *a, PaneId pane, Rect r, const char *title, bool focus,
                const char *right);          /* with the tabs where panes share a place */
void pane_move(App *a, PaneId pane, int to); /* cursor to a row, clipped and scrolled into view */
/* The help, and an answer of several lines: they lie over the panes. */
void overlay_draw(App *a);
bool overlay_is_open(const App *a);
void overlay_close(App *a);                       /* the topmost one */
bool overlay_action(App *a, int what, int count); /* a key while one is open; false: it is still to be done */
void app_command(App *a, CommandId id, uint64_t count, const char *argument);
void app_text(App *a, const char *command);
void app_message(App *a, bool error, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* What is asked of the session while drawing counts as a command just begun: no progress line at once. */
void app_busy(App *a);
void app_render(App *a);
/* Runs the screen until the person quits; returns the exit status. */
int app_run(Session *s);

/* keys.def */
typedef struct KeyInfo {
  int32_t key;
  const char *name;     /* as the help shows it */
  int command;          /* CommandId, or ACTION_* from ACTION_FIRST on */
  const char *argument; /* of the command, or NULL */
  uint32_t panes;       /* bit mask of PaneIds; all panes: ~0 */
  const char *footer;   /* short text for the footer, or NULL */
  const char *help;
} KeyInfo;
extern const KeyInfo key_table[];
extern const int key_count;

#endif
