#include "display.h"

#include <avr/io.h>
#include <stdbool.h>
#include <string.h>
#include <util/delay.h>


enum { ADDRESS = 0x27, BUS_SPEED = 100000 };
// The wires of the PCF8574; the upper four carry half a byte.
enum { DATA_NOT_COMMAND = 0x01, ENABLE = 0x04, BACKLIGHT = 0x08 };
enum { GO_TO = 0x80, SECOND_ROW = 0x40 };

static char rows[PANEL_ROWS][PANEL_COLUMNS];
static uint8_t row, column;
// Rows whose text is not on the display yet, one bit each.
static uint8_t changed;
static bool ready;

// A bus that hangs must not take the keys with it.
static bool bus(uint8_t control) {
  TWCR = (uint8_t)(control | 1 << TWINT | 1 << TWEN);
  for (uint16_t tries = 2000; tries > 0; tries--) {
    if (TWCR & 1 << TWINT) return true;
  }
  return false;
}

static bool bus_byte(uint8_t byte) {
  enum { ADDRESS_TAKEN = 0x18, BYTE_TAKEN = 0x28 };
  TWDR = byte;
  if (!bus(0)) return false;
  uint8_t status = TWSR & 0xF8;
  return status == ADDRESS_TAKEN || status == BYTE_TAKEN;
}

// Sends half a byte: the display takes it when ENABLE falls.
static bool put_half(uint8_t wires) {
  bool taken = bus(1 << TWSTA) && bus_byte(ADDRESS << 1) && bus_byte(wires | BACKLIGHT | ENABLE) &&
               bus_byte(wires | BACKLIGHT);
  TWCR = 1 << TWINT | 1 << TWEN | 1 << TWSTO;
  // The end of a transfer takes about one bit and sets no flag.
  _delay_us(20);
  return taken;
}

static bool put(uint8_t byte, uint8_t kind) {
  return put_half((uint8_t)((byte & 0xF0) | kind)) && put_half((uint8_t)(byte << 4 | kind));
}

// The order and the pauses are those of the HD44780 data sheet, "initializing by instruction", 4 bits.
static bool wake(void) {
  static const uint8_t commands[] = {0x28, 0x0C, 0x06, 0x01};
  for (uint8_t times = 0; times < 3; times++) {
    if (!put_half(0x30)) return false;
    _delay_ms(5);
  }
  if (!put_half(0x20)) return false;
  for (uint8_t i = 0; i < sizeof commands; i++) {
    if (!put(commands[i], 0)) return false;
  }
  _delay_ms(2);
  return true;
}

void display_begin(void) {
  TWBR = (F_CPU / BUS_SPEED - 16) / 2;
}

void display_show(uint8_t of, const char text[PANEL_COLUMNS]) {
  memcpy(rows[of], text, PANEL_COLUMNS);
  changed |= (uint8_t)(1 << of);
  if (row == of) column = 0;
}

void display_step(void) {
  if (changed == 0) return;
  if (!ready && !(ready = wake())) {
    changed = 0;
    return;
  }
  if (!(changed & 1 << row)) {
    row = (uint8_t)((row + 1) % PANEL_ROWS);
    column = 0;
    return;
  }
  bool taken = column > 0 || put((uint8_t)(GO_TO | row * SECOND_ROW), 0);
  taken = taken && put((uint8_t)rows[row][column], DATA_NOT_COMMAND);
  if (!taken) {
    // It was pulled off; it is woken anew with the next text.
    ready = false;
    changed = 0;
    return;
  }
  if (++column < PANEL_COLUMNS) return;
  column = 0;
  changed &= (uint8_t) ~(1 << row);
}
