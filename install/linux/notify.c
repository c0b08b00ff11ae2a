/*
 * notify
 *
 * Tells systemd how the service is: each line of standard input, such as "READY=1" or "WATCHDOG=1", becomes one datagram
 * to the socket that NOTIFY_SOCKET names. Node cannot send datagrams to a Unix socket. Ends when standard input does.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

/* How it ends. */
enum { ENDED = 0, NOBODY_ASKS = 2, NO_SOCKET = 3 };

/* A path, or "@name" for a socket without one. Returns the length of the address, 0 where there is none. */
static socklen_t address_of(const char *name, struct sockaddr_un *address) {
    size_t length = name ? strlen(name) : 0;
    if (length < 2 || length >= sizeof address->sun_path || (name[0] != '/' && name[0] != '@')) return 0;
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    memcpy(address->sun_path, name, length);
    if (name[0] == '@') address->sun_path[0] = 0;
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
}

int main(void) {
    struct sockaddr_un address;
    socklen_t length = address_of(getenv("NOTIFY_SOCKET"), &address);
    if (length == 0) return NOBODY_ASKS;
    int sender = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (sender < 0) return NO_SOCKET;
    char line[256];
    while (fgets(line, sizeof line, stdin)) {
        size_t said = strcspn(line, "\n");
        /* A word that is lost is said again with the next progress; nobody could do more about it here. */
        if (said > 0) sendto(sender, line, said, MSG_NOSIGNAL, (struct sockaddr *)&address, length);
    }
    return ENDED;
}
