// delay <target port> <one-way us>: a relay on a free loopback port, which it prints. What comes is passed on that much later,
// in both directions, as over a long line that is as wide as the machine allows. One connection at a time.
#define _GNU_SOURCE
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clock.h"
#include "dial.h"

enum { chunkSize = 1 << 16 };

typedef struct Chunk {
  struct Chunk *next;
  int64_t due;
  int size;
  uint8_t bytes[chunkSize];
} Chunk;

typedef struct {
  Chunk *oldest, **end;
  int from, to;
} Line;

static int64_t delay;

static int take_in(Line *line) {
  Chunk *chunk = malloc(sizeof *chunk);
  chunk->next = NULL;
  chunk->size = read(line->from, chunk->bytes, chunkSize);
  chunk->due = now() + delay;
  if (chunk->size <= 0) return free(chunk), 0;
  *line->end = chunk;
  line->end = &chunk->next;
  return 1;
}

static int pass_on(Line *line) {
  for (Chunk *chunk; (chunk = line->oldest) && chunk->due <= now(); free(chunk)) {
    for (int sent = 0, wrote; sent < chunk->size; sent += wrote)
      if ((wrote = write(line->to, chunk->bytes + sent, chunk->size - sent)) <= 0) return 0;
    line->oldest = chunk->next;
    if (!line->oldest) line->end = &line->oldest;
  }
  return 1;
}

static void empty(Line *line) {
  for (Chunk *chunk; (chunk = line->oldest); free(chunk)) line->oldest = chunk->next;
}

// Until something is due, in whole nanoseconds of a timespec.
static struct timespec until_due(const Line *a, const Line *b) {
  int64_t wait = 1000000000LL, time = now();
  if (a->oldest && a->oldest->due - time < wait) wait = a->oldest->due - time;
  if (b->oldest && b->oldest->due - time < wait) wait = b->oldest->due - time;
  if (wait < 0) wait = 0;
  return (struct timespec){wait / 1000000000LL, wait % 1000000000LL};
}

static void join(int client, int target) {
  Line up = {.from = client, .to = target}, down = {.from = target, .to = client};
  up.end = &up.oldest;
  down.end = &down.oldest;
  for (;;) {
    struct pollfd ends[] = {{client, POLLIN, 0}, {target, POLLIN, 0}};
    struct timespec wait = until_due(&up, &down);
    if (ppoll(ends, 2, &wait, NULL) < 0) break;
    if (ends[0].revents && !take_in(&up)) break;
    if (ends[1].revents && !take_in(&down)) break;
    if (!pass_on(&up) || !pass_on(&down)) break;
  }
  empty(&up);
  empty(&down);
  close(client);
  close(target);
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  delay = atoll(argv[2]) * 1000;
  setvbuf(stdout, NULL, _IOLBF, 0);
  int port, listener = listen_anywhere(&port);
  if (listener < 0) return perror("delay"), 1;
  printf("%d\n", port);
  for (;;) {
    int client = accept(listener, NULL, NULL), target = dial(atoi(argv[1]));
    if (client < 0) return perror("delay"), 1;
    send_at_once(client);
    if (target >= 0) join(client, target);
    else close(client);
  }
}
