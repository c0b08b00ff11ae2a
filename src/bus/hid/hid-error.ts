import { DeskError, type ErrorCode } from '../../core/index.ts'

/** node-hid reports failures as sentences, sometimes without an Error around; these are hidapi's own of 0.15. */
const sentences: readonly (readonly [RegExp, ErrorCode])[] = [
  // First, because the loader ends its sentence like the kernel: a library is not installed (libusb-1.0, libudev).
  [/cannot open shared object|no native build was found|specified module could not be found/i, 'DB-HID-013'],
  [/no such file|no such device|cannot find the (file|path)|device is not connected/i, 'DB-HID-001'],
  [/permission denied|operation not permitted|access is denied/i, 'DB-HID-002'],
  [/resource busy|being used by another process/i, 'DB-HID-004'],
]

/** Why a device did not open. */
export function openError(error: unknown, path: string): DeskError {
  const reason = reasonOf(error)
  const code = sentences.find(([pattern]) => pattern.test(reason))?.[1] ?? 'DB-HID-005'
  return new DeskError(code, { port: path, reason })
}

/** What went wrong, in the words of whoever said it. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
