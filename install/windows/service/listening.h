/* Listens to what the agent says: lines for the log, and the word that it makes progress. */
#ifndef LISTENING_H
#define LISTENING_H

#include <windows.h>

/* The agent says these lines once it works, while it gets on with its work, and when it stops. They are not logged. */
#define READY_LINE "deskbridge: ready"
#define PROGRESS_LINE "deskbridge: progress"
#define STOPPING_LINE "deskbridge: stopping"

/* Listens to a pipe in a thread of its own, until the pipe ends. NULL when there is no thread to be had. */
HANDLE listen_to(HANDLE output);

/* How long ago it last made progress, in milliseconds in which the PC was awake. */
ULONGLONG since_progress(void);

/* Whether it has made progress since `listen_to`. */
BOOL has_made_progress(void);

#endif
