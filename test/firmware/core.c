// core <seed>: the portable part of the panel's firmware on this machine. Prints what does not hold; ends with 1 then.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boot_number.h"
#include "crc16.h"
#include "keys.h"
#include "panel.h"

static int failures;

#define HOLDS(sentence, condition) \
  do { \
    if (!(condition)) printf("does not hold (line %d): %s\n", __LINE__, sentence), failures++; \
  } while (0)

static const char *const names[KEY_COUNT] = {"next",     "recall", "begin",  "skip",
                                             "hold", "transfer", "finish", "pause"};

// What the panel says and shows.
static char said[16384], shown[PANEL_ROWS][PANEL_COLUMNS];
static bool has_room = true;

bool panel_say(const char *line, uint8_t length) {
  if (has_room) strncat(said, line, length);
  return has_room;
}

void panel_show(uint8_t row, const char text[PANEL_COLUMNS]) {
  memcpy(shown[row], text, PANEL_COLUMNS);
}

// An EEPROM whose power may go after some writes.
static uint8_t cells[1024];
static unsigned written[1024];
static long writes_left = -1;

uint8_t eeprom_get(uint16_t cell) {
  return cells[cell];
}

void eeprom_put(uint16_t cell, uint8_t value) {
  if (cells[cell] == value || writes_left == 0) return;
  if (writes_left > 0) writes_left--;
  // A write that power leaves half-way leaves anything.
  cells[cell] = writes_left == 0 ? (uint8_t)rand() : value;
  written[cell]++;
}

static struct presses presses;
static struct panel panel;

static void power_up(uint32_t boot) {
  presses_begin(&presses, boot);
  panel_begin(&panel, &presses, names, 0x5E2D9001);
  said[0] = '\0';
}

static void pass(int milliseconds) {
  while (milliseconds-- > 0) panel_tick(&panel);
}

static void hear_bytes(const char *bytes, size_t length) {
  for (size_t i = 0; i < length; i++) panel_hear(&panel, (uint8_t)bytes[i]);
}

static void hear(const char *text) {
  char line[LINE_SIZE];
  strcpy(line, text);
  hear_bytes(line, line_seal(line));
}

// How often the panel has said something that begins like this.
static int count(const char *beginning) {
  int found = 0;
  for (const char *at = said; (at = strstr(at, beginning)) != NULL; at++) found++;
  return found;
}

static void test_lines(void) {
  HOLDS("the CRC is CRC-16/CCITT-FALSE", crc16(CRC16_START, "123456789", 9) == 0x29B1);
  power_up(0x5E2D90B7);
  pass(1);
  HOLDS("it says who it is", strcmp(said, "I 5E2D90B7 1 5E2D9001 open-panel 1.0.0*876B\r\n") == 0);
  hear("I");
  pass(1);
  HOLDS("it says so again when asked", count("I 5E2D90B7 1") == 2);
  pass(PANEL_BEAT);
  HOLDS("its heart beats", count("H 5E2D90B7 0 0*6017\r\n") == 1);
  has_room = false;
  hear("I");
  pass(10);
  has_room = true;
  pass(1);
  HOLDS("what there was no room for is said later", count("I 5E2D90B7 1") == 3);
}

static void test_presses(void) {
  power_up(0x5E2D90B7);
  panel_press(&panel, 0);
  panel_press(&panel, 1);
  pass(1);
  HOLDS("a press is said at once", count("K 5E2D90B7 1 next*6D10\r\n") == 1);
  pass(3 * PANEL_REPEAT);
  HOLDS("and again until it is acknowledged", count("K 5E2D90B7 1 next*6D10\r\n") == 4);
  HOLDS("the one behind it waits", count("K 5E2D90B7 2") == 0);
  hear("A 5E2D90B7 2");
  hear("A 5E2D90B8 1");
  hear("A 5E2D90B7 1 ");
  hear("A 5E2D90B7 01");
  HOLDS("another acknowledgement is not taken", presses.first == 1 && presses.count == 2);
  hear("A 5E2D90B7 1");
  pass(1);
  HOLDS("its own lets the next one go", count("K 5E2D90B7 2 recall*F813\r\n") == 1);
  hear("A 5E2D90B7 1");
  HOLDS("an acknowledgement that comes twice takes no other press away", presses.count == 1);
  hear("A 5E2D90B7 2");
  pass(2 * PANEL_REPEAT);
  HOLDS("then it is silent", count("K ") == 5);
  hear("A 5E2D90B7 3");
  HOLDS("an acknowledgement of nothing does nothing", presses.count == 0 && presses.first == 3);
}

static void test_damage(void) {
  char line[LINE_SIZE] = "A 5E2D90B7 1";
  uint8_t length = line_seal(line);
  for (int bit = 0; bit < length * 8; bit++) {
    power_up(0x5E2D90B7);
    panel_press(&panel, 0);
    line[bit / 8] ^= (char)(1 << bit % 8);
    hear_bytes(line, length);
    line[bit / 8] ^= (char)(1 << bit % 8);
    HOLDS("an acknowledgement with one bent bit is not taken", presses.count == 1);
    hear("");
    hear_bytes(line, length);
    HOLDS("the next good one is", presses.count == 0);
  }
  for (long i = 0; i < 2000000; i++) panel_hear(&panel, (uint8_t)rand());
  hear_bytes("\n", 1);
  said[0] = '\0';
  hear("I");
  pass(1);
  HOLDS("behind two megabytes of noise it hears again", count("I 5E2D90B7") == 1);
}

static void test_full_memory(void) {
  power_up(1);
  for (int i = 0; i < PRESSES_MAX + 3; i++) panel_press(&panel, (uint8_t)(i % KEY_COUNT));
  pass(PANEL_BEAT);
  HOLDS("presses that do not fit are counted in the heartbeat", count("H 00000001 32 3*") == 1);
  for (uint32_t number = 1; number <= PRESSES_MAX; number++) {
    char expected[LINE_SIZE], answer[LINE_SIZE];
    said[0] = '\0';
    pass(PANEL_REPEAT);
    snprintf(expected, sizeof expected, "K 00000001 %u %s*", (unsigned)number, names[(number - 1) % KEY_COUNT]);
    HOLDS("those that fit arrive in order", count(expected) > 0);
    snprintf(answer, sizeof answer, "A 00000001 %u", (unsigned)number);
    hear(answer);
  }
  HOLDS("all of them", presses.count == 0);
}

static void test_reset(void) {
  power_up(7);
  panel_press(&panel, 3);
  HOLDS("presses survive a reset", presses_survived(&presses));
  panel_begin(&panel, &presses, names, 0);
  said[0] = '\0';
  pass(2);
  HOLDS("and are said after it, under the same numbers", count("K 00000007 1 skip") == 1);
  int taken = 0;
  for (int i = 0; i < 200000; i++) {
    for (size_t at = 0; at < sizeof presses; at++) ((uint8_t *)&presses)[at] = (uint8_t)rand();
    taken += presses_survived(&presses);
  }
  HOLDS("memory after a power-up is not taken for presses", taken == 0);
  memset(&presses, 0, sizeof presses);
  HOLDS("nor is empty memory", !presses_survived(&presses));
}

static void test_keys(void) {
  struct keys keys;
  keys_begin(&keys);
  int pressed = 0;
  for (int i = 0; i < 1000; i++) pressed += keys_sample(&keys, 1) != 0;
  HOLDS("a key that is held at the start is no press", pressed == 0);
  for (int i = 0; i < 50; i++) keys_sample(&keys, 0);
  for (int press = 1; press <= 200; press++) {
    for (int i = rand() % 40; i > 0; i--) pressed += keys_sample(&keys, (uint8_t)(i % 9 < 5 ? 0x04 : 0)) == 0x04;
    for (int i = 0; i < 30; i++) pressed += keys_sample(&keys, 0x04) == 0x04;
    HOLDS("a bouncing key is pressed once", pressed == press);
    for (int i = rand() % 40; i > 0; i--) pressed += keys_sample(&keys, (uint8_t)(i % 9 < 5 ? 0x04 : 0)) != 0;
    for (int i = 0; i < 30; i++) pressed += keys_sample(&keys, 0) != 0;
  }
}

static void test_lamps_and_text(void) {
  power_up(1);
  hear("L hold 1");
  hear("L pause 2");
  hear("L next 3");
  hear("L nobody 1");
  hear("L ");
  hear("L hold");
  hear("L hold 11");
  HOLDS("lamps are lit, and blink", panel_lamps(&panel) == 0x90);
  pass(600);
  HOLDS("half of the time", panel_lamps(&panel) == 0x10);
  hear("L hold 0");
  HOLDS("and go dark", panel_lamps(&panel) == 0x00);
  panel_press(&panel, 0);
  int flickers = 0;
  for (int i = 0; i < 256; i++) pass(1), flickers += panel_lamps(&panel) & 1;
  HOLDS("the lamp of a key flickers while its press waits", flickers == 128);
  hear("L next 1");
  for (int i = 0; i < 256; i++) pass(1), flickers += panel_lamps(&panel) & 1;
  HOLDS("also one that is lit", flickers == 256);
  hear("T 1 Moi so A012*5");
  hear("T 2 a row that is far too long for the display");
  hear("T 3 x");
  hear("T");
  hear("T ");
  hear("T 1");
  HOLDS("text is filled up", memcmp(shown[0], "Moi so A012*5       ", PANEL_COLUMNS) == 0);
  HOLDS("text is cut", memcmp(shown[1], "a row that is far to", PANEL_COLUMNS) == 0);
}

static void test_boot_numbers(void) {
  enum { POWER_UPS = 100000 };
  memset(cells, 0xFF, sizeof cells);
  // A number near the end of its range: it goes on with zero.
  struct boot first = boot_next(UINT32_MAX - 1000);
  uint32_t last = first.number;
  bool rises = true, same = true;
  for (int i = 0; i < POWER_UPS; i++) {
    writes_left = rand() % 4 == 0 ? rand() % 8 : -1;
    struct boot boot = boot_next((uint32_t)rand());
    bool lost_power = writes_left == 0;
    if (!lost_power) {
      rises = rises && (int32_t)(boot.number - last) > 0;
      last = boot.number;
    }
    same = same && boot.serial == first.serial;
  }
  writes_left = -1;
  HOLDS("a boot number never comes again, also when power goes while it is written", rises);
  HOLDS("the serial number stays", same);
  unsigned most = 0;
  for (size_t cell = 0; cell < sizeof cells; cell++) most = written[cell] > most ? written[cell] : most;
  HOLDS("no cell is written more often than its share", most <= POWER_UPS / BOOT_SLOTS * 2);
}

int main(int argc, char **argv) {
  srand((unsigned)(argc > 1 ? atoi(argv[1]) : 1));
  test_lines();
  test_presses();
  test_damage();
  test_full_memory();
  test_reset();
  test_keys();
  test_lamps_and_text();
  test_boot_numbers();
  return failures > 0;
}
