#include "uart.h"

#include <avr/interrupt.h>
#include <avr/io.h>

// 16 MHz hit this speed to 0.2 %; 115200 would be missed by 2 %.
#define BAUD 38400
#include <util/setbaud.h>

// Powers of two, so that positions can be masked; one place stays empty.
enum { RX_SIZE = 64, TX_SIZE = 128 };

// Positions are bytes: reading or writing one is a single instruction, so no lock is needed.
static volatile uint8_t rx[RX_SIZE], rx_head, rx_tail;
static volatile uint8_t tx[TX_SIZE], tx_head, tx_tail;

ISR(USART_RX_vect) {
  uint8_t byte = UDR0, next = (uint8_t)((rx_head + 1) & (RX_SIZE - 1));
  if (next == rx_tail) return;
  rx[rx_head] = byte;
  rx_head = next;
}

ISR(USART_UDRE_vect) {
  if (tx_head == tx_tail) {
    UCSR0B &= (uint8_t) ~(1 << UDRIE0);
    return;
  }
  UDR0 = tx[tx_tail];
  tx_tail = (uint8_t)((tx_tail + 1) & (TX_SIZE - 1));
}

void uart_begin(void) {
  UBRR0 = UBRR_VALUE;
  UCSR0A = USE_2X ? 1 << U2X0 : 0;
  UCSR0C = 1 << UCSZ01 | 1 << UCSZ00;
  UCSR0B = 1 << RXEN0 | 1 << TXEN0 | 1 << RXCIE0;
}

int16_t uart_read(void) {
  if (rx_tail == rx_head) return -1;
  uint8_t byte = rx[rx_tail];
  rx_tail = (uint8_t)((rx_tail + 1) & (RX_SIZE - 1));
  return byte;
}

bool uart_write(const char *bytes, uint8_t length) {
  uint8_t used = (uint8_t)((tx_head - tx_tail) & (TX_SIZE - 1)), head = tx_head;
  if (length > TX_SIZE - 1 - used) return false;
  for (uint8_t i = 0; i < length; i++) {
    tx[head] = (uint8_t)bytes[i];
    head = (uint8_t)((head + 1) & (TX_SIZE - 1));
  }
  tx_head = head;
  UCSR0B |= 1 << UDRIE0;
  return true;
}
