/**
 * How well a desk's key is kept at rest. `file`: only the rights of the file guard it. `tpm2`: sealed by the chip of this
 * PC, so that a copied disk is worth nothing. `dpapi`: sealed by Windows for the account of the service.
 */
export const keyLevels = ['file', 'tpm2', 'dpapi'] as const
export type KeyLevel = (typeof keyLevels)[number]

/**
 * Seals a key for the disk, and opens it again on this PC only, as far as its level can. A program of the system may have
 * to be asked, and is waited for: that is once at the start and once for each renewal.
 */
export interface KeyKeeper {
  readonly level: KeyLevel
  seal(key: string): Uint8Array
  /** Throws when it was sealed on another PC, or is damaged. */
  open(sealed: Uint8Array): string
}
