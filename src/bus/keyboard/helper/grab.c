/*
 * keyboard-grab [--allow-only] /dev/input/eventN
 *
 * Takes a device that types away from everybody else and tells what it types, until standard input ends: whoever
 * started it is then gone. Says "ready" when it has the device, then "report MICROSECONDS HEX" for each change: the time
 * is that of CLOCK_MONOTONIC, the bytes are those of a boot keyboard. The kernel gives the device back when this ends.
 *
 * --allow-only  takes it even when the officer has no other keyboard
 * --replay      reads recorded events (struct input_event) from a file or pipe instead of a device; takes nothing
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "others.h"
#include "report.h"

/* How it ends; the wire knows these numbers. */
enum { LEFT = 0, USAGE = 2, NOT_THERE = 3, NOT_ALLOWED = 4, TAKEN = 5, ONLY_KEYBOARD = 6, GONE = 7, NO_KEYBOARD = 8 };

/* A key that is down while the device is taken would stay down for everybody else. */
#define WAIT_FOR_RELEASE_MS 1000
#define LOOK_AGAIN_MS 20

static bool is_anything_held(int device) {
    unsigned char keys[KEY_CNT / 8] = {0};
    if (ioctl(device, EVIOCGKEY(sizeof keys), keys) < 0) return false;
    for (size_t at = 0; at < sizeof keys; at++)
        if (keys[at]) return true;
    return false;
}

static void wait_for_release(int device) {
    struct pollfd watch = {.fd = STDIN_FILENO, .events = POLLIN};
    for (int waited = 0; waited < WAIT_FOR_RELEASE_MS && is_anything_held(device); waited += LOOK_AGAIN_MS)
        if (poll(&watch, 1, LOOK_AGAIN_MS) != 0) return;
}

/* 0, or why not. */
static int take(int device, bool may_be_only) {
    int version;
    if (ioctl(device, EVIOCGVERSION, &version) < 0) return NO_KEYBOARD;
    if (flock(device, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK) return TAKEN;
    if (!may_be_only && is_only_keyboard(device)) return ONLY_KEYBOARD;
    int clock = CLOCK_MONOTONIC;
    if (ioctl(device, EVIOCSCLOCKID, &clock) < 0) return NO_KEYBOARD;
    wait_for_release(device);
    if (ioctl(device, EVIOCGRAB, 1) == 0) return 0;
    return errno == EBUSY ? TAKEN : errno == ENODEV ? NOT_THERE : NO_KEYBOARD;
}

/* Events were lost: what is held is asked anew. */
static void look_again(int device, struct report *report) {
    unsigned char keys[KEY_CNT / 8] = {0};
    report_release(report);
    if (ioctl(device, EVIOCGKEY(sizeof keys), keys) < 0) return;
    for (unsigned code = 1; code < KEY_CNT; code++)
        if (keys[code / 8] >> (code % 8) & 1) report_key(report, code, true);
}

static bool handle(int device, struct report *report, const struct input_event *event) {
    if (event->type == EV_KEY && event->value != 2) report_key(report, event->code, event->value == 1);
    if (event->type != EV_SYN || (event->code != SYN_REPORT && event->code != SYN_DROPPED)) return true;
    if (event->code == SYN_DROPPED) look_again(device, report);
    return report_tell(report, (uint64_t)event->input_event_sec * 1000000 + (uint64_t)event->input_event_usec);
}

/* False when nobody listens to us any more. */
static bool handle_all(int device, struct report *report, const struct input_event *events, size_t count) {
    for (size_t at = 0; at < count; at++) {
        if (!handle(device, report, events + at)) return false;
        /* What was read with it is older than what was just asked. */
        if (events[at].type == EV_SYN && events[at].code == SYN_DROPPED) break;
    }
    return true;
}

/* Whoever pulls the plug lets go of the keys. */
static int gone(struct report *report) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    report_release(report);
    report_tell(report, (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000);
    return GONE;
}

static int listen_to(int device) {
    struct report report = {0};
    struct pollfd watch[] = {{.fd = device, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
    for (;;) {
        if (poll(watch, 2, -1) < 0) continue;
        char said[64];
        if (watch[1].revents && read(STDIN_FILENO, said, sizeof said) <= 0) return LEFT;
        if (watch[0].revents & POLLIN) {
            struct input_event events[64];
            ssize_t size = read(device, events, sizeof events);
            if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR)) return gone(&report);
            size_t whole = size < 0 ? 0 : (size_t)size / sizeof *events;
            if (!handle_all(device, &report, events, whole)) return LEFT;
        } else if (watch[0].revents) {
            return gone(&report);
        }
    }
}

int main(int count, char **words) {
    bool may_be_only = false, is_replay = false;
    const char *path = NULL;
    for (int at = 1; at < count; at++) {
        if (strcmp(words[at], "--allow-only") == 0) may_be_only = true;
        else if (strcmp(words[at], "--replay") == 0) is_replay = true;
        else if (words[at][0] == '/' && !path) path = words[at];
        else return USAGE;
    }
    if (!path) return USAGE;
    int device = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (device < 0) return errno == EACCES || errno == EPERM ? NOT_ALLOWED : NOT_THERE;
    int refused = is_replay ? 0 : take(device, may_be_only);
    if (refused) return refused;
    puts("ready");
    return fflush(stdout) == 0 ? listen_to(device) : LEFT;
}
