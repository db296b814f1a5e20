/* Saved sessions: a few kilobytes that reopen at the same step.
 *
 * Invariants
 * - A session is its program (source text, arguments, settings that change what it does), the answers it was
 * given (the input log of every branch) and where we are. Everything else is found again by running it.
 * - A file is records, each `KEY NUMBER... : LENGTH`, a newline, LENGTH bytes, a newline; the last one is the
 * checksum of all bytes before it. It is written beside its place and renamed: there is never half a file.
 */
#ifndef LASTREF_SESSION_SAVE_H
#define LASTREF_SESSION_SAVE_H

#include "session/session.h"

typedef struct SavedSession SavedSession;

/* Is this the name of a saved session's file (by its ending)? */
bool saved_is_name(const char *path);
/* Reads a file. NULL, and why in words (`room` bytes), when it cannot be read, is something else, or is
 * damaged. */
SavedSession *saved_read(const char *path, char *why, size_t room);
void saved_free(SavedSession *saved);
/* What to open the session with: owned by saved, which must outlive the session. The folder it was saved in.
 */
const SessionOptions *saved_options(const SavedSession *saved);
const char *saved_folder(const SavedSession *saved);

/* Writes the session to a file; false: *why says what is wrong (malloc'ed). `digest`: with the state's
 * digest, which is compared when it is opened again. */
bool session_save(Session *s, const char *path, bool digest, char **why);
/* What there is to know about a session opened from a file: malloc'ed sentence. */
char *session_reopened(Session *s);

/* Saving as the person goes, into $XDG_STATE_HOME/lastref (~/.local/state/lastref). */
/* When something has changed since the last time. Returns the milliseconds after which it wants to be called
 * again, because the last save was long and just now; -1: nothing is left to save,
 * or the setting says no. */
int session_autosave(Session *s);
/* The newest session saved that way, of the program at `path` (NULL: of any): malloc'ed path of its file, or
 * NULL. */
char *autosave_newest(const char *path);

#endif
