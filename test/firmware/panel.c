// panel <panel.elf> <link>: the firmware of the open panel on a simulated ATmega328P with its serial line on a pty that
// <link> names, keys under somebody's fingers and a display on its bus. On standard input, one per line:
//
//   press <key>   a bouncing press; presses follow each other at the speed of a very fast finger
//   cut, plug     the cable is pulled out, and plugged in again
//   reset         what many boards do when a program opens their port
//   power         off and on: memory is noise, the EEPROM stays
//   look          prints `lamps <bits>` and `display <row 1>|<row 2>`
//
// It prints `ready`, `pressed <count>` after each press, each line that goes over the wire (`< ` from the panel, `> ` to it)
// and `over <what>` when cut, plug, reset or power has happened.
#define _GNU_SOURCE
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <avr_ioport.h>
#include <sim_avr.h>
#include <sim_elf.h>

#include "cable.h"
#include "display.h"
#include "fingers.h"

enum { CLOCK = 16000000, MILLISECOND = CLOCK / 1000 };

static avr_t *avr;

static uint64_t now_in_cycles(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * CLOCK + (uint64_t)now.tv_nsec * (CLOCK / 1000000) / 1000;
}

// Time is kept by `run`; without this the simulator would sleep on its own.
static void do_not_sleep(avr_t *of, avr_cycle_count_t cycles) {
  (void)of;
  (void)cycles;
}

static void fill_memory_with_noise(void) {
  for (int at = avr->ioend + 1; at <= avr->ramend; at++) avr->data[at] = (uint8_t)rand();
}

static void start(const char *file) {
  elf_firmware_t firmware = {0};
  if (elf_read_firmware(file, &firmware) != 0) exit(2);
  avr = avr_make_mcu_by_name("atmega328p");
  if (avr == NULL) exit(2);
  avr_init(avr);
  firmware.frequency = CLOCK;
  avr_load_firmware(avr, &firmware);
  avr->sleep = do_not_sleep;
  avr->log = LOG_ERROR;
  fill_memory_with_noise();
}

static uint8_t port_of(char name) {
  avr_ioport_state_t state;
  avr_ioctl(avr, AVR_IOCTL_IOPORT_GETSTATE(name), &state);
  return (uint8_t)(state.port & state.ddr);
}

static void look(void) {
  printf("lamps %02X\n", (port_of('B') >> 2 & 0x0F) | (port_of('C') & 0x0F) << 4);
  printf("display %s\n", display_text());
}

static void restart(void) {
  avr_reset(avr);
  fingers_rest();
}

static void obey(char *order) {
  int key;
  if (sscanf(order, "press %d", &key) == 1) fingers_press(key);
  if (strcmp(order, "look") == 0) return look();
  if (strcmp(order, "cut") == 0) cable_cut();
  if (strcmp(order, "plug") == 0) cable_plug();
  if (strcmp(order, "power") == 0) fill_memory_with_noise();
  if (strcmp(order, "power") == 0 || strcmp(order, "reset") == 0) restart();
  if (strncmp(order, "press", 5) != 0) printf("over %s\n", order);
}

// Reads orders without waiting longer than `ms`; false at their end.
static bool hear_orders(int ms) {
  static char heard[4096];
  static size_t size;
  struct pollfd input = {STDIN_FILENO, POLLIN, 0};
  if (poll(&input, 1, ms) <= 0) return true;
  ssize_t got = read(STDIN_FILENO, heard + size, sizeof heard - 1 - size);
  if (got <= 0) return false;
  size += (size_t)got;
  heard[size] = '\0';
  char *order = heard;
  for (char *end; (end = strchr(order, '\n')) != NULL; order = end + 1) {
    *end = '\0';
    obey(order);
  }
  size = strlen(order);
  memmove(heard, order, size);
  return true;
}

// Simulated time follows real time; a machine that cannot keep up makes the panel slower.
static void run(void) {
  uint64_t behind = now_in_cycles() - avr->cycle;
  while (hear_orders(1)) {
    uint64_t due = now_in_cycles() - behind;
    if (due > avr->cycle + 20 * MILLISECOND) {
      behind += due - avr->cycle - 20 * MILLISECOND;
      due = avr->cycle + 20 * MILLISECOND;
    }
    while (avr->cycle < due) {
      int state = avr_run(avr);
      if (state == cpu_Done || state == cpu_Crashed) exit(3);
      fingers_move(avr->cycle);
    }
    cable_carry();
  }
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  setvbuf(stdout, NULL, _IOLBF, 0);
  srand((unsigned)(argc > 3 ? atoi(argv[3]) : 1));
  start(argv[1]);
  fingers_begin(avr);
  display_begin(avr);
  cable_begin(avr, argv[2]);
  printf("ready\n");
  run();
  cable_cut();
  return 0;
}
