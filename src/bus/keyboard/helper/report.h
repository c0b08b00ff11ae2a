/* What is held down, as a keyboard would report it in the boot protocol (HID 1.11, appendix B.1). */
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>
#include <stdint.h>

#define REPORT_SIZE 8

struct report {
    bool held[256]; /* by usage */
    uint8_t order[256]; /* the usages that are no modifiers, in the order in which they were pressed */
    int count;
    uint8_t told[REPORT_SIZE];
};

/* A key went down or up; one that has no usage is nothing. */
void report_key(struct report *report, unsigned code, bool down);

/* Nothing is held any more. */
void report_release(struct report *report);

/* Writes "report MICROSECONDS HEX" when it is another one than the last; false when nobody reads it any more. */
bool report_tell(struct report *report, uint64_t microseconds);

#endif
