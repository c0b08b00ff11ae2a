import { ReadlineParser } from '@serialport/parser-readline'
import { SerialPort } from 'serialport'
import type { SerialSettings } from '../wire.ts'
import { lineGuard } from './line-guard.ts'

/** A port that is not yet open. It is locked while open, so that no second agent shares it. */
export function createPort(path: string, settings: SerialSettings): SerialPort {
  return new SerialPort({
    path,
    baudRate: settings.baud,
    dataBits: settings.data,
    parity: settings.parity,
    stopBits: settings.stop,
    rtscts: settings.flow === 'rtscts',
    xon: settings.flow === 'xonxoff',
    xoff: settings.flow === 'xonxoff',
    autoOpen: false,
    lock: true,
  })
}

/** Passes on what arrives: as it comes, or line by line. */
export function forwardBytes(
  port: SerialPort,
  { lines }: SerialSettings,
  onDroppedLine: () => void,
  onBytes: (bytes: Buffer) => void,
): void {
  if (!lines) {
    port.on('data', onBytes)
    return
  }
  // latin1 gives each byte a character of its own, so that nothing is lost in the parser's text.
  const parser = new ReadlineParser({ delimiter: '\n', encoding: 'latin1', includeDelimiter: true })
  port
    .pipe(lineGuard(lines.max, onDroppedLine))
    .pipe(parser)
    .on('data', (line: string) => onBytes(Buffer.from(line, 'latin1')))
}

/**
 * Sets DTR and RTS where the profile says so. A virtual port has no such lines, and needs none. The binding clears the
 * break before it sets them, and stops there on a USB serial device (cdc-acm) that knows no break: it works with both
 * lines on, as the kernel has left them.
 */
export function setModemLines(
  port: SerialPort,
  { dtr, rts }: SerialSettings,
  done: (error: Error | null) => void,
): void {
  if (dtr === undefined && rts === undefined) {
    done(null)
    return
  }
  const lines = { ...(dtr === undefined ? {} : { dtr }), ...(rts === undefined ? {} : { rts }) }
  port.set(lines, (error) =>
    done(error && !/inappropriate ioctl|operation not supported/i.test(error.message) ? error : null),
  )
}
