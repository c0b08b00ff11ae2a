/* Keeps the agent running. */
#ifndef KEEPER_H
#define KEEPER_H

#include <windows.h>

/* How long the agent may take to stop. It needs less than two seconds; then it is ended, and loses nothing by that. */
#define STOP_PATIENCE_MS 15000
/* What the agent is told: it says a word of progress three times in so many milliseconds. */
#define PROGRESS_WANTED_MS L"60000"
/* An agent that said nothing of progress for this long hangs, and is started anew. */
#define PROGRESS_LIMIT_MS 90000
/* At the start a damaged journal may have to be read first. */
#define FIRST_PROGRESS_LIMIT_MS (15 * 60000)

/* Starts the agent again each time it ends, until the event `stop`. */
void keep_agent(HANDLE stop);

#endif
