import { DeskError } from '../../core/index.ts'
import type { SerialSettings } from '../wire.ts'

/** Throws `DB-SER-004` for a setting that no port of this system can take, instead of opening with another one. */
export function checkSettings(settings: SerialSettings, platform: NodeJS.Platform = process.platform): void {
  const windows = platform === 'win32'
  check('baud', settings.baud, isWholeWithin(settings.baud, 50, 4_000_000), '50…4000000')
  check('data', settings.data, [7, 8].includes(settings.data), '7, 8')
  const parities = windows ? ['none', 'even', 'odd', 'mark', 'space'] : ['none', 'even', 'odd']
  check('parity', settings.parity, parities.includes(settings.parity), parities.join(', '))
  const stops = windows ? [1, 1.5, 2] : [1, 2]
  check('stop', settings.stop, stops.includes(settings.stop), stops.join(', '))
  const flows = ['none', 'rtscts', 'xonxoff']
  check('flow', settings.flow, flows.includes(settings.flow), flows.join(', '))
  const { openDelay = 0, lines = { max: 1 } } = settings
  check('openDelay', openDelay, isWholeWithin(openDelay, 0, 10_000), '0…10000')
  check('lines.max', lines.max, isWholeWithin(lines.max, 1, 65_536), '1…65536')
}

function check(setting: string, value: string | number, fits: boolean, allowed: string): void {
  if (!fits) throw new DeskError('DB-SER-004', { setting, value, allowed })
}

function isWholeWithin(value: number, low: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high
}
