#include "others.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define FOLDER "/dev/input"
#define SHOWN "/sys/class/input"

static bool has_key(const unsigned char *keys, int code) {
    return keys[code / 8] >> (code % 8) & 1;
}

static bool has_letters(int device) {
    unsigned char keys[KEY_CNT / 8] = {0};
    if (ioctl(device, EVIOCGBIT(EV_KEY, sizeof keys), keys) < 0) return false;
    for (int code = KEY_Q; code <= KEY_P; code++)
        if (!has_key(keys, code)) return false;
    for (int code = KEY_A; code <= KEY_L; code++)
        if (!has_key(keys, code)) return false;
    for (int code = KEY_Z; code <= KEY_M; code++)
        if (!has_key(keys, code)) return false;
    return true;
}

/* Where a device is plugged in, without its interface: "usb-0000:00:14.0-2". Empty where nobody knows. */
static void place_of(int device, char place[256]) {
    memset(place, 0, 256);
    if (ioctl(device, EVIOCGPHYS(255), place) < 0) place[0] = 0;
    char *interface = strrchr(place, '/');
    if (interface) *interface = 0;
}

/* Another helper holds a lock on what it has taken. */
static bool is_taken(int device) {
    return flock(device, LOCK_SH | LOCK_NB) < 0 && errno == EWOULDBLOCK;
}

/* A device with two interfaces is no keyboard beside itself. */
static bool is_left_to_officer(int other, const char *own_place) {
    char place[256];
    place_of(other, place);
    bool is_same = own_place[0] != 0 && strcmp(place, own_place) == 0;
    return !is_same && has_letters(other) && !is_taken(other);
}

/* A line of what the kernel shows of an input device to everybody. */
static bool read_shown(const char *event, const char *what, char line[256]) {
    char path[512];
    snprintf(path, sizeof path, SHOWN "/%s/device/%s", event, what);
    FILE *file = fopen(path, "re");
    if (!file) return false;
    bool is_read = fgets(line, 256, file) != NULL;
    fclose(file);
    if (is_read) line[strcspn(line, "\n")] = 0;
    return is_read;
}

/*
 * A keyboard that the service may not open is the officer's for sure. Its keys stand in words of hexadecimal digits, the
 * last one for the lowest: with all letters it has Q to P, A to L and Z to M.
 */
static bool is_closed_keyboard(const char *event, const char *own_place) {
    const unsigned long long letters = 0x3ffULL << KEY_Q | 0x1ffULL << KEY_A | 0x7fULL << KEY_Z;
    char keys[256], place[256];
    if (!read_shown(event, "capabilities/key", keys)) return false;
    char *last = strrchr(keys, ' ');
    if ((strtoull(last ? last + 1 : keys, NULL, 16) & letters) != letters) return false;
    if (!read_shown(event, "phys", place)) return true;
    char *interface = strrchr(place, '/');
    if (interface) *interface = 0;
    return own_place[0] == 0 || strcmp(place, own_place) != 0;
}

bool is_only_keyboard(int device) {
    if (!has_letters(device)) return false;
    char own_place[256];
    place_of(device, own_place);
    DIR *folder = opendir(FOLDER);
    if (!folder) return true;
    bool is_only = true;
    for (struct dirent *entry; is_only && (entry = readdir(folder));) {
        if (strncmp(entry->d_name, "event", 5) != 0) continue;
        char path[sizeof FOLDER + sizeof entry->d_name + 1];
        snprintf(path, sizeof path, "%s/%s", FOLDER, entry->d_name);
        int other = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (other < 0) {
            is_only = errno != EACCES || !is_closed_keyboard(entry->d_name, own_place);
            continue;
        }
        /* The device itself is locked by now, so it does not count. */
        is_only = !is_left_to_officer(other, own_place);
        close(other);
    }
    closedir(folder);
    return is_only;
}
