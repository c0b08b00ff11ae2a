// The panel as the PC sees it: which lines it says and what it does for those it hears. Knows no chip.
#ifndef PANEL_H
#define PANEL_H

#include <stdbool.h>
#include <stdint.h>

#include "lamps.h"
#include "line.h"
#include "presses.h"

#define PANEL_PROTOCOL "1"
#define PANEL_MODEL "open-panel"
#define PANEL_VERSION "1.0.0"

enum {
  // A press is said again after so many milliseconds, until it is acknowledged.
  PANEL_REPEAT = 300,
  PANEL_BEAT = 5000,
  PANEL_ROWS = 2,
  PANEL_COLUMNS = 20,
};

struct panel {
  struct presses *presses;
  const char *const *names;
  uint32_t serial;
  struct line_reader reader;
  struct lamps lamps;
  // Milliseconds until the oldest press is said (again), and until the heartbeat.
  uint16_t repeat_in, beat_in;
  bool identify;
};

// `names` are the words for the keys; `presses` may hold what waited before a reset.
void panel_begin(struct panel *panel, struct presses *presses, const char *const *names, uint32_t serial);

// A byte came from the PC.
void panel_hear(struct panel *panel, uint8_t byte);

void panel_press(struct panel *panel, uint8_t key);

// A millisecond has passed.
void panel_tick(struct panel *panel);

// The lamps that shine now, one bit per key.
uint8_t panel_lamps(const struct panel *panel);

// The board gives these. A line is taken whole or, while there is no room for it, not at all (false).
bool panel_say(const char *line, uint8_t length);

// `row` counts from 0; the text is filled up with spaces.
void panel_show(uint8_t row, const char text[PANEL_COLUMNS]);

#endif
