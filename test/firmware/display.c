#include "display.h"

#include <avr_twi.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { ADDRESS = 0x27 << 1, DATA_NOT_COMMAND = 0x01, ENABLE = 0x04, COLUMNS = 20 };

static avr_irq_t *bus;
static bool selected, half_bytes, second_half;
static uint8_t wires, upper, position;
static char cells[128];

static void take(uint8_t byte, bool data) {
  if (data) {
    cells[position++ & 0x7F] = (char)byte;
  } else if (byte & 0x80) {
    position = byte & 0x7F;
  } else if (byte == 0x01) {
    memset(cells, ' ', sizeof cells);
    position = 0;
  }
}

// It starts with whole bytes, of which only the upper half is wired; 0x20 makes it take two halves.
static void take_half(uint8_t half, bool data) {
  if (!half_bytes) {
    half_bytes = half == 0x20;
    return;
  }
  if (second_half) take(upper | half >> 4, data);
  upper = half;
  second_half = !second_half;
}

static void take_wires(uint8_t now) {
  if (wires & ENABLE && !(now & ENABLE)) take_half(now & 0xF0, now & DATA_NOT_COMMAND);
  wires = now;
}

static void acknowledge(void) {
  avr_raise_irq(bus + TWI_IRQ_INPUT, avr_twi_irq_msg(TWI_COND_ACK, ADDRESS, 1));
}

static void on_bus(avr_irq_t *irq, uint32_t value, void *unused) {
  (void)irq;
  (void)unused;
  avr_twi_msg_irq_t message = {.u.v = value};
  if (message.u.twi.msg & TWI_COND_STOP) selected = false;
  if (message.u.twi.msg & TWI_COND_START) {
    selected = message.u.twi.addr == ADDRESS;
    if (selected) acknowledge();
  }
  if (selected && message.u.twi.msg & TWI_COND_WRITE) {
    acknowledge();
    take_wires(message.u.twi.data);
  }
}

void display_begin(avr_t *avr) {
  static const char *names[TWI_IRQ_COUNT] = {"8>display", "32<display", "8<display.status"};
  bus = avr_alloc_irq(&avr->irq_pool, 0, TWI_IRQ_COUNT, names);
  avr_irq_register_notify(bus + TWI_IRQ_OUTPUT, on_bus, NULL);
  avr_connect_irq(bus + TWI_IRQ_INPUT, avr_io_getirq(avr, AVR_IOCTL_TWI_GETIRQ(0), TWI_IRQ_INPUT));
  avr_connect_irq(avr_io_getirq(avr, AVR_IOCTL_TWI_GETIRQ(0), TWI_IRQ_OUTPUT), bus + TWI_IRQ_OUTPUT);
  memset(cells, ' ', sizeof cells);
}

static int length_of(const char *row) {
  int length = COLUMNS;
  while (length > 0 && row[length - 1] == ' ') length--;
  return length;
}

const char *display_text(void) {
  static char text[2 * COLUMNS + 2];
  snprintf(text, sizeof text, "%.*s|%.*s", length_of(cells), cells, length_of(cells + 0x40), cells + 0x40);
  return text;
}
