#include "report.h"

#include <stdio.h>
#include <string.h>

#include "usages.h"

#define ROLL_OVER 0x01
#define FIRST_KEY 2

static uint8_t usage_of(unsigned code) {
    for (unsigned usage = 1; usage < USAGE_COUNT; usage++)
        if (key_of[usage] == code && code != KEY_RESERVED) return (uint8_t)usage;
    return 0;
}

void report_key(struct report *report, unsigned code, bool down) {
    uint8_t usage = usage_of(code);
    if (usage == 0 || report->held[usage] == down) return;
    report->held[usage] = down;
    if (usage >= FIRST_MODIFIER) return;
    if (down) {
        report->order[report->count++] = usage;
        return;
    }
    int at = 0;
    while (report->order[at] != usage) at++;
    report->count--;
    memmove(report->order + at, report->order + at + 1, (size_t)(report->count - at));
}

void report_release(struct report *report) {
    memset(report->held, 0, sizeof report->held);
    report->count = 0;
}

bool report_tell(struct report *report, uint64_t microseconds) {
    uint8_t bytes[REPORT_SIZE] = {0};
    for (int bit = 0; bit < 8; bit++)
        if (report->held[FIRST_MODIFIER + bit]) bytes[0] |= (uint8_t)(1 << bit);
    if (report->count > REPORT_SIZE - FIRST_KEY)
        memset(bytes + FIRST_KEY, ROLL_OVER, REPORT_SIZE - FIRST_KEY);
    else
        memcpy(bytes + FIRST_KEY, report->order, (size_t)report->count);
    if (memcmp(bytes, report->told, REPORT_SIZE) == 0) return true;
    memcpy(report->told, bytes, REPORT_SIZE);
    printf("report %llu ", (unsigned long long)microseconds);
    for (int at = 0; at < REPORT_SIZE; at++) printf("%02x", bytes[at]);
    putchar('\n');
    return fflush(stdout) == 0;
}
