/* Buffers lent: which memoryviews pin the memory of which object. */
#ifndef LASTREF_MODEL_BUFFERS_H
#define LASTREF_MODEL_BUFFERS_H

#include "model/model.h"

/* Fills `lent` of the objects of m: exporters (bytearray, array, bytes ...) and the views on them. Engine
 * paused at the moment of m. */
void buffers_tell(Model *m);

#endif
