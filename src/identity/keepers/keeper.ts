/**
 * How well a desk's key is kept at rest. `file`: only the rights of the file guard it. `tpm2`: sealed by the chip of this
 * PC, so that a copied disk is worth nothing. `dpapi`: sealed by Windows for this PC.
 */
export const keyLevels = ['file', 'tpm2', 'dpapi'] as const
export type KeyLevel = (typeof keyLevels)[number]

/**
 * Seals a key for the disk, and opens it again on this PC only, as far as its level can. A chip or a program of the system
 * may have to be asked, and is waited for: that is once at the start and once for each renewal.
 */
export interface KeyKeeper {
  readonly level: KeyLevel
  /** Whether this PC has what it needs and this process may use it. */
  isThere(): boolean
  seal(key: string): Uint8Array
  /** Throws when it was sealed on another PC, or is damaged. */
  open(sealed: Uint8Array): string
}
