/* The log of the service: what the agent says and, as lines of the same form, what its host does. */
#ifndef LOG_FILE_H
#define LOG_FILE_H

#include <stddef.h>

/* Five files of at most this many bytes are kept: service.log and service.1.log to service.4.log, the oldest. */
#define LOG_FILE_BYTES (5 * 1024 * 1024)
#define LOG_FILES 5

void open_log(void);

/* Lines of the agent, as they are. What the disk does not take is lost: nobody is left to tell. */
void log_bytes(const char *bytes, size_t count);

/* A line of the host: what happened, and a number that says more. */
void log_event(const char *what, unsigned long number);

#endif
