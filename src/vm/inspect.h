/* Questions the host asks the paused engine. The engine answers on its own stack, in the state as it is; the
 * host restores the state afterwards. fiber_pause() calls vm_answer() whenever it comes back with
 * CTRL->request set, then pauses again with PAUSE_ANSWERED. */
#ifndef LASTREF_VM_INSPECT_H
#define LASTREF_VM_INSPECT_H

typedef enum RequestKind { REQUEST_NONE, REQUEST_EVALUATE } RequestKind;
/* Evaluates CTRL->request_text in CTRL->request_frame (NULL: the running frame, or __main__): CTRL->answer
 * gets the repr of the value, "" for a statement, or the last line of the traceback. */
void vm_answer(void);

#endif
