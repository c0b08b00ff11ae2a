#include "board.h"

#include <avr/eeprom.h>
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <util/atomic.h>

#include "boot_number.h"
#include "crc16.h"

// Keys to ground: D2 … D7 are PD2 … PD7, D8 and D9 are PB0 and PB1. Lamps to ground, with a resistor each: D10 … D13
// are PB2 … PB5, A0 … A3 are PC0 … PC3. D0 and D1 are the serial line, A4 and A5 the display.
enum { KEYS_ON_D = 0xFC, KEYS_ON_B = 0x03, LAMPS_ON_B = 0x3C, LAMPS_ON_C = 0x0F };

const char *const board_key_names[KEY_COUNT] = {"next",     "recall", "begin",  "skip",
                                                "hold", "transfer", "finish", "pause"};

static struct keys keys;
static volatile uint8_t pressed, milliseconds;

static uint8_t closed_contacts(void) {
  return (uint8_t) ~((PIND & KEYS_ON_D) >> 2 | (PINB & KEYS_ON_B) << 6);
}

// Keys are looked at here and not in the main loop, which may be busy with a line for a few milliseconds.
ISR(TIMER0_COMPA_vect) {
  pressed |= keys_sample(&keys, closed_contacts());
  if (milliseconds < UINT8_MAX) milliseconds++;
}

void board_begin(void) {
  PORTD |= KEYS_ON_D;
  PORTB |= KEYS_ON_B;
  DDRB |= LAMPS_ON_B;
  DDRC |= LAMPS_ON_C;
  keys_begin(&keys);
  // Timer 0 counts to 250 at 1/64 of the clock.
  TCCR0A = 1 << WGM01;
  TCCR0B = 1 << CS01 | 1 << CS00;
  OCR0A = F_CPU / 64 / 1000 - 1;
  TIMSK0 = 1 << OCIE0A;
  set_sleep_mode(SLEEP_MODE_IDLE);
}

uint32_t board_chance(void) {
  extern uint8_t __heap_start;
  const uint8_t *start = &__heap_start, *end = (const uint8_t *)RAMEND + 1, *middle = start + (end - start) / 2;
  uint16_t high = crc16(CRC16_START, start, (size_t)(middle - start));
  return (uint32_t)high << 16 | crc16(high, middle, (size_t)(end - middle));
}

void board_light(uint8_t lamps) {
  PORTB = (uint8_t)((PORTB & ~LAMPS_ON_B) | (lamps << 2 & LAMPS_ON_B));
  PORTC = (uint8_t)((PORTC & ~LAMPS_ON_C) | lamps >> 4);
}

uint8_t board_take_presses(void) {
  uint8_t taken;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    taken = pressed;
    pressed = 0;
  }
  return taken;
}

uint8_t board_take_milliseconds(void) {
  uint8_t taken;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    taken = milliseconds;
    milliseconds = 0;
  }
  return taken;
}

void board_sleep(void) {
  sleep_mode();
}

uint8_t eeprom_get(uint16_t cell) {
  return eeprom_read_byte((const uint8_t *)cell);
}

void eeprom_put(uint16_t cell, uint8_t value) {
  eeprom_update_byte((uint8_t *)cell, value);
}
