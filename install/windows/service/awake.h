/* A clock that stands still while the PC sleeps: nobody makes progress then. */
#ifndef AWAKE_H
#define AWAKE_H

#include <windows.h>

static inline ULONGLONG awake_ms(void) {
    ULONGLONG hundred_ns = 0;
    QueryUnbiasedInterruptTime(&hundred_ns);
    return hundred_ns / 10000;
}

#endif
