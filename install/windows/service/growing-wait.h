/* How long to wait before a program that ended is started again: longer each time, until it has lived for a while. */
#ifndef GROWING_WAIT_H
#define GROWING_WAIT_H

#include <windows.h>

#define FIRST_WAIT_MS 1000
#define LONGEST_WAIT_MS 60000
/* Who has lived this long was healthy; what ends it then is a new trouble. */
#define HEALTHY_MS 60000

struct growing_wait {
    DWORD next;
};

static inline DWORD wait_after(struct growing_wait *wait, ULONGLONG lived_ms) {
    if (wait->next == 0 || lived_ms >= HEALTHY_MS) wait->next = FIRST_WAIT_MS;
    DWORD now = wait->next;
    wait->next = now * 2 < LONGEST_WAIT_MS ? now * 2 : LONGEST_WAIT_MS;
    return now;
}

#endif
