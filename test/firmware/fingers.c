#include "fingers.h"

#include <avr_ioport.h>
#include <stdio.h>

enum { KEYS = 8, QUEUE = 4096, CYCLES_PER_MICROSECOND = 16 };

// The contact bounces when it closes and when it opens.
static const struct {
  unsigned at;
  int open;
} strokes[] = {{0, 0}, {200, 1}, {500, 0}, {16000, 1}, {16300, 0}, {16500, 1}, {32000, 1}};

enum { STROKES = sizeof strokes / sizeof strokes[0] };

static avr_t *chip;
static int waiting[QUEUE];
static unsigned pressed, ordered, stroke;
static avr_cycle_count_t began;

static char port_of(int key) {
  return key < 6 ? 'D' : 'B';
}

static int pin_of(int key) {
  return key < 6 ? key + 2 : key - 6;
}

static void set(int key, int open) {
  avr_raise_irq(avr_io_getirq(chip, AVR_IOCTL_IOPORT_GETIRQ(port_of(key)), pin_of(key)), open);
  // The simulator pulls up all inputs of a port whenever the chip writes to that port; this is what it pulls to.
  static unsigned char levels[2];
  unsigned char *level = &levels[key < 6], bit = (unsigned char)(1 << pin_of(key));
  *level = (unsigned char)(open ? *level | bit : *level & ~bit);
  avr_ioport_external_t external = {.name = (unsigned)port_of(key), .mask = key < 6 ? 0xFC : 0x03, .value = *level};
  avr_ioctl(chip, AVR_IOCTL_IOPORT_SET_EXTERNAL(port_of(key)), &external);
}

// A reset makes the pins forget their levels, and the simulator tells them changes only.
static void take_all_off(void) {
  for (int key = 0; key < KEYS; key++) {
    set(key, 0);
    set(key, 1);
  }
}

void fingers_begin(avr_t *avr) {
  chip = avr;
  take_all_off();
}

void fingers_press(int key) {
  if (key >= 0 && key < KEYS && ordered - pressed < QUEUE) waiting[ordered++ % QUEUE] = key;
}

static void finish(void) {
  stroke = 0;
  printf("pressed %u\n", ++pressed);
}

void fingers_rest(void) {
  take_all_off();
  if (stroke > 0) finish();
}

void fingers_move(avr_cycle_count_t now) {
  if (pressed == ordered) return;
  if (stroke == 0) began = now;
  while (stroke < STROKES && now >= began + strokes[stroke].at * CYCLES_PER_MICROSECOND) {
    set(waiting[pressed % QUEUE], strokes[stroke++].open);
  }
  if (stroke == STROKES) finish();
}
