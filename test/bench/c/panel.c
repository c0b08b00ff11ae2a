// panel <link>: the call panel of device-profiles/open/ascii-panel.yaml on a pty that <link> names, or, for the link `tcp`, behind
// a loopback port. It prints `ready`, or the port. Its first press is repeated every
// 5 ms until it is acknowledged; then it prints `first <acknowledged>`. For each line `<count> <gap ms>` on its standard
// input it presses `count` times, and repeats each press once a little after it was acknowledged: a repeat goes the same
// way there and back and writes nothing. It prints `press <written> <acknowledged> <repeated> <acknowledged>` and then `done`.
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include "clock.h"
#include "dial.h"

static const char *keys[] = {"next", "recall", "hold", "skip"};
// `slave` is -1 behind a port.
static int master, slave = -1;
static char heard[4096];
static int size;

static void make_pty(const char *link) {
  master = posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || grantpt(master) || unlockpt(master)) exit(1);
  // This end of the port stays open, as that of a real adapter does when no program uses it.
  slave = open(ptsname(master), O_RDWR | O_NOCTTY);
  struct termios raw;
  tcgetattr(slave, &raw);
  cfmakeraw(&raw);
  tcsetattr(slave, TCSANOW, &raw);
  unlink(link);
  if (symlink(ptsname(master), link)) exit(1);
}

// The agent dials; it is the only one who does.
static void make_port(void) {
  int port = 0, listener = listen_anywhere(&port);
  printf("%d\n", port);
  master = accept(listener, NULL, NULL);
  if (master < 0) exit(1);
  send_at_once(master);
}

static int line_of(int number, char *line) {
  int length = sprintf(line, "K 00B7 %d %s", number, keys[number % 4]);
  unsigned char xor = 0;
  for (int i = 0; i < length; i++) xor ^= line[i];
  return length + sprintf(line + length, "*%02X\r\n", xor);
}

// Reads what comes within `ms`; returns when the acknowledgement of `number` came, 0 when it did not.
static int64_t acknowledged(int number, int ms) {
  char wanted[32];
  sprintf(wanted, "A 00B7 %d*", number);
  struct pollfd end = {master, POLLIN, 0};
  for (int64_t until = now() + ms * 1000000LL; now() < until;) {
    if (poll(&end, 1, (until - now()) / 1000000 + 1) <= 0) continue;
    int got = read(master, heard + size, sizeof heard - 1 - size);
    int64_t at = now();
    if (got <= 0) continue;
    size += got;
    heard[size] = 0;
    char *answer = strstr(heard, wanted);
    if (answer && strchr(answer, '\n')) return size = 0, at;
    if (size > (int)sizeof heard / 2) size = 0;
  }
  return 0;
}

// Returns the time just before the bytes went, which is a little early and so never flatters.
static int64_t press(int number) {
  char line[64];
  int length = line_of(number, line);
  int64_t at = now();
  if (write(master, line, length) != length) exit(1);
  return at;
}

static int64_t press_until_acknowledged(int number) {
  int64_t at = 0;
  while (!at) {
    int unread = 0;
    if (slave >= 0) ioctl(slave, FIONREAD, &unread);
    // A line that nobody has read yet is still there; more of them would only fill the tty's buffer.
    if (unread == 0) press(number);
    at = acknowledged(number, 5);
  }
  return at;
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (strcmp(argv[1], "tcp") == 0) {
    make_port();
  } else {
    make_pty(argv[1]);
    printf("ready\n");
  }
  int number = 1, count, gap;
  printf("first %lld\n", (long long)press_until_acknowledged(number));
  while (scanf("%d %d", &count, &gap) == 2) {
    for (; count > 0; count--) {
      // Not in step with any timer of the agent.
      usleep((gap / 2 + rand() % (gap / 2 + 1)) * 1000);
      int64_t written = press(++number), taken = acknowledged(number, 10000);
      usleep(gap * 1000 / 4);
      int64_t repeated = press(number), again = acknowledged(number, 10000);
      if (!taken || !again) return fprintf(stderr, "press %d was not acknowledged\n", number), 1;
      printf("press %lld %lld %lld %lld\n", (long long)written, (long long)taken, (long long)repeated, (long long)again);
    }
    printf("done\n");
  }
  if (slave >= 0) unlink(argv[1]);
  return 0;
}
