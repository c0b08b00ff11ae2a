#include "listening.h"

#include <stdbool.h>
#include <string.h>

#include "awake.h"
#include "log-file.h"

/* A longer line is logged in pieces. */
#define LINE_BYTES 8192

static volatile LONG64 last_progress;
static volatile LONG has_progress;

static void note_progress(void) {
    InterlockedExchange64(&last_progress, (LONG64)awake_ms());
    InterlockedExchange(&has_progress, TRUE);
}

static bool says(const char *line, size_t length, const char *word) {
    return length == strlen(word) && memcmp(line, word, length) == 0;
}

static void take_line(const char *line, size_t length) {
    size_t bare = length;
    while (bare > 0 && (line[bare - 1] == '\n' || line[bare - 1] == '\r')) bare--;
    if (says(line, bare, PROGRESS_LINE) || says(line, bare, READY_LINE) || says(line, bare, STOPPING_LINE))
        note_progress();
    else
        log_bytes(line, length);
}

/* Takes whole lines off the front; how many bytes are left. */
static size_t take_lines(char *bytes, size_t count) {
    size_t begin = 0;
    for (size_t at = 0; at < count; at++)
        if (bytes[at] == '\n') {
            take_line(bytes + begin, at + 1 - begin);
            begin = at + 1;
        }
    if (begin == 0 && count == LINE_BYTES) {
        log_bytes(bytes, count);
        return 0;
    }
    memmove(bytes, bytes + begin, count - begin);
    return count - begin;
}

static DWORD WINAPI hear(void *pipe) {
    static char bytes[LINE_BYTES];
    size_t kept = 0;
    DWORD read = 0;
    while (ReadFile(pipe, bytes + kept, (DWORD)(LINE_BYTES - kept), &read, NULL) && read > 0)
        kept = take_lines(bytes, kept + read);
    if (kept > 0) take_line(bytes, kept);
    return 0;
}

HANDLE listen_to(HANDLE output) {
    InterlockedExchange(&has_progress, FALSE);
    InterlockedExchange64(&last_progress, (LONG64)awake_ms());
    return CreateThread(NULL, 0, hear, output, 0, NULL);
}

ULONGLONG since_progress(void) {
    ULONGLONG now = awake_ms(), then = (ULONGLONG)InterlockedCompareExchange64(&last_progress, 0, 0);
    return now > then ? now - then : 0;
}

BOOL has_made_progress(void) {
    return InterlockedCompareExchange(&has_progress, 0, 0);
}
