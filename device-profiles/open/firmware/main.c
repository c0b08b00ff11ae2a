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

bool panel_say(const char *line, uint8_t length) {
  return uart_write(line, length);
}

void panel_show(uint8_t row, const char text[PANEL_COLUMNS]) {
  display_show(row, text);
}

static uint32_t begin_presses(uint32_t chance) {
  if (presses_survived(&presses)) return boot_serial(chance);
  struct boot boot = boot_next(chance);
  presses_begin(&presses, boot.number);
  return boot.serial;
}

static void take_presses(void) {
  uint8_t pressed = board_take_presses();
  for (uint8_t key = 0; key < KEY_COUNT; key++) {
    if (pressed & 1u << key) panel_press(&panel, key);
  }
}

int main(void) {
  uint32_t chance = board_chance();
  board_begin();
  uart_begin();
  display_begin();
  panel_begin(&panel, &presses, board_key_names, begin_presses(chance));
  sei();
  for (;;) {
    for (int16_t byte; (byte = uart_read()) >= 0;) panel_hear(&panel, (uint8_t)byte);
    take_presses();
    for (uint8_t passed = board_take_milliseconds(); passed > 0; passed--) panel_tick(&panel);
    board_light(panel_lamps(&panel));
    display_step();
    board_sleep();
  }
}
