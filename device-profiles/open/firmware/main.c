// The open call panel on an ATmega328P (Arduino Uno or Nano, or the bare chip). README.md tells how it speaks.
#include <avr/interrupt.h>

#include "board.h"
#include "boot_number.h"
#include "display.h"
#include "keys.h"
#include "panel.h"
#include "presses.h"
#include "uart.h"

// Nothing clears this at a reset.
static struct presses presses __attribute__((section(".noinit")));
static struct panel panel;
static struct keys keys;

bool panel_say(const char *line, uint8_t length) {
  return uart_write(line, length);
}

void panel_show(uint8_t row, const char *text) {
  display_show(row, text);
}

static uint32_t begin_presses(uint32_t chance) {
  if (presses_survived(&presses)) return boot_serial(chance);
  struct boot boot = boot_next(chance);
  presses_begin(&presses, boot.number);
  return boot.serial;
}

static void pass_millisecond(void) {
  uint8_t pressed = keys_sample(&keys, board_keys());
  for (uint8_t key = 0; key < KEY_COUNT; key++) {
    if (pressed & 1u << key) panel_press(&panel, key);
  }
  panel_tick(&panel);
  board_light(panel_lamps(&panel));
}

int main(void) {
  uint32_t chance = board_chance();
  board_begin();
  uart_begin();
  display_begin();
  keys_begin(&keys);
  panel_begin(&panel, &presses, board_key_names, begin_presses(chance));
  sei();
  for (;;) {
    for (int16_t byte; (byte = uart_read()) >= 0;) panel_hear(&panel, (uint8_t)byte);
    if (board_take_millisecond()) pass_millisecond();
    display_step();
    board_sleep();
  }
}
