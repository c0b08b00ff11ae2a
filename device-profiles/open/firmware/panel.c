#include "panel.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "keys.h"

// The text of `line` goes out with its check; it fits by construction.
static bool say(char line[LINE_SIZE]) {
  return panel_say(line, line_seal(line));
}

static bool say_identity(const struct panel *panel) {
  char line[LINE_SIZE];
  snprintf(line, LINE_SIZE - LINE_SEAL, "I %08" PRIX32 " %s %08" PRIX32 " %s %s", panel->presses->boot, PANEL_PROTOCOL,
           panel->serial, PANEL_MODEL, PANEL_VERSION);
  return say(line);
}

static bool say_oldest(const struct panel *panel) {
  const struct presses *presses = panel->presses;
  char line[LINE_SIZE];
  snprintf(line, LINE_SIZE - LINE_SEAL, "K %08" PRIX32 " %" PRIu32 " %s", presses->boot, presses->first,
           panel->names[presses_oldest(presses)]);
  return say(line);
}

static bool say_alive(const struct panel *panel) {
  const struct presses *presses = panel->presses;
  char line[LINE_SIZE];
  snprintf(line, LINE_SIZE - LINE_SEAL, "H %08" PRIX32 " %u %u", presses->boot, presses->count, presses->refused);
  return say(line);
}

// Only the oldest press is said, so that presses arrive in their order; only its own acknowledgement counts.
static void hear_acknowledgement(struct panel *panel, const char *text) {
  struct presses *presses = panel->presses;
  if (presses->count == 0) return;
  char wanted[LINE_SIZE];
  snprintf(wanted, sizeof wanted, "A %08" PRIX32 " %" PRIu32, presses->boot, presses->first);
  if (strcmp(text, wanted) != 0) return;
  presses_drop_oldest(presses);
  panel->repeat_in = 0;
}

// "L <key> <state>"
static void hear_lamp(struct panel *panel, const char *text) {
  const char *word = text + 2, *space = strchr(word, ' ');
  if (space == NULL || strlen(space) != 2) return;
  size_t length = (size_t)(space - word);
  for (uint8_t key = 0; key < KEY_COUNT; key++) {
    const char *name = panel->names[key];
    if (strlen(name) == length && memcmp(name, word, length) == 0) lamps_set(&panel->lamps, key, space[1]);
  }
}

// "T <row> <text>"
static void hear_text(const char *text) {
  uint8_t row = (uint8_t)(text[2] - '1');
  if (row >= PANEL_ROWS || text[3] != ' ') return;
  const char *rest = text + 4;
  char shown[PANEL_COLUMNS];
  for (uint8_t column = 0; column < PANEL_COLUMNS; column++) shown[column] = *rest != '\0' ? *rest++ : ' ';
  panel_show(row, shown);
}

void panel_begin(struct panel *panel, struct presses *presses, const char *const *names, uint32_t serial) {
  memset(panel, 0, sizeof *panel);
  panel->presses = presses;
  panel->names = names;
  panel->serial = serial;
  panel->beat_in = PANEL_BEAT;
  panel->identify = true;
}

// What it does not know is left alone, so that a newer PC can talk to an older panel.
void panel_hear(struct panel *panel, uint8_t byte) {
  const char *text = line_read(&panel->reader, byte);
  if (text == NULL) return;
  if (strcmp(text, "I") == 0) panel->identify = true;
  if (strncmp(text, "A ", 2) == 0) hear_acknowledgement(panel, text);
  if (strncmp(text, "L ", 2) == 0) hear_lamp(panel, text);
  if (strncmp(text, "T ", 2) == 0) hear_text(text);
}

void panel_press(struct panel *panel, uint8_t key) {
  presses_add(panel->presses, key);
}

void panel_tick(struct panel *panel) {
  lamps_tick(&panel->lamps);
  if (panel->identify && say_identity(panel)) panel->identify = false;
  if (panel->repeat_in > 0) panel->repeat_in--;
  if (panel->presses->count > 0 && panel->repeat_in == 0 && say_oldest(panel)) panel->repeat_in = PANEL_REPEAT;
  if (panel->beat_in > 0) panel->beat_in--;
  if (panel->beat_in == 0 && say_alive(panel)) panel->beat_in = PANEL_BEAT;
}

uint8_t panel_lamps(const struct panel *panel) {
  return lamps_shining(&panel->lamps, presses_waiting(panel->presses));
}
