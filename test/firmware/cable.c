#define _GNU_SOURCE
#include "cable.h"

#include <avr_uart.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const char *name;
static int device = -1, keeper = -1;
static avr_irq_t *input;
static bool may_send = true;
static uint8_t heard[4096];
static size_t size, taken;

// Prints whole lines, so that a test sees what was said.
static void tell(char direction, uint8_t byte, char *line, size_t *length) {
  if (byte == '\n') {
    printf("%c %.*s\n", direction, (int)*length, line);
    *length = 0;
  } else if (byte != '\r' && *length < 80) {
    line[(*length)++] = (char)byte;
  }
}

static void from_panel(avr_irq_t *irq, uint32_t value, void *unused) {
  (void)irq;
  (void)unused;
  static char line[80];
  static size_t length;
  uint8_t byte = (uint8_t)value;
  tell('<', byte, line, &length);
  // Bytes into a cable that is cut, or that nobody reads, are gone.
  if (device >= 0 && write(device, &byte, 1) < 0 && errno != EAGAIN) exit(4);
}

static void may(avr_irq_t *irq, uint32_t value, void *unused) {
  (void)irq;
  (void)value;
  (void)unused;
  may_send = true;
}

static void may_not(avr_irq_t *irq, uint32_t value, void *unused) {
  (void)irq;
  (void)value;
  (void)unused;
  may_send = false;
}

void cable_begin(avr_t *avr, const char *link) {
  name = link;
  // Without this the simulator prints what the panel says, and pauses when it waits for bytes.
  uint32_t flags = 0;
  avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  input = avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT);
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), from_panel, NULL);
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUT_XON), may, NULL);
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUT_XOFF), may_not, NULL);
  cable_plug();
}

void cable_plug(void) {
  if (device >= 0) return;
  device = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
  if (device < 0 || grantpt(device) || unlockpt(device)) exit(4);
  // This end stays open, as that of a real adapter does when no program uses it.
  keeper = open(ptsname(device), O_RDWR | O_NOCTTY);
  struct termios raw;
  tcgetattr(keeper, &raw);
  cfmakeraw(&raw);
  tcsetattr(keeper, TCSANOW, &raw);
  unlink(name);
  if (symlink(ptsname(device), name)) exit(4);
}

void cable_cut(void) {
  if (device < 0) return;
  unlink(name);
  close(keeper);
  close(device);
  device = keeper = -1;
  size = taken = 0;
}

void cable_carry(void) {
  static char line[80];
  static size_t length;
  if (device < 0) return;
  if (taken == size) {
    ssize_t got = read(device, heard, sizeof heard);
    size = got > 0 ? (size_t)got : 0;
    taken = 0;
  }
  while (taken < size && may_send) {
    tell('>', heard[taken], line, &length);
    avr_raise_irq(input, heard[taken++]);
  }
}
