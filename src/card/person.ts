/** Where a card was read from: what is printed as a code, its machine readable zone, or its chip. */
export type CardSource = 'qr' | 'mrz' | 'chip'

/** `cccd` until June 2024, `can-cuoc` since July 2024; both are valid to their printed date. */
export type CardKind = 'cccd' | 'can-cuoc' | 'passport'

/** `unspecified` is what a passport may say; cards of Viet Nam know two. */
export type Sex = 'male' | 'female' | 'unspecified'

/**
 * What a card says of a person. Nothing here says that the card is genuine. Numbers are text, dates are ISO (`yyyy-mm-dd`;
 * a birth date whose day or month nobody knows is as long as what is known: `yyyy-mm` or `yyyy`). Text is in NFC.
 */
export interface CitizenCard {
  readonly source: CardSource
  /** Absent where the source does not tell: an MRZ and a chip are the same on both cards. */
  readonly kind?: CardKind
  /** In Vietnamese letters from a QR code and a chip, in capitals without marks from an MRZ. */
  readonly name: string
  readonly birthDate: string
  /** The twelve digits of the personal number. */
  readonly number?: string
  /** The number of the card that was replaced: nine digits, or twelve. */
  readonly oldNumber?: string
  /** What the document calls itself: the number of a passport; of a card the last nine digits of the personal number. */
  readonly documentNumber?: string
  readonly sex?: Sex
  /** As the source writes it: three letters in an MRZ, words in a chip. */
  readonly nationality?: string
  /** Place of origin, or where the birth was registered. */
  readonly origin?: string
  /** As it stood when the card was issued; before July 2025 with three levels. */
  readonly residence?: string
  readonly features?: string
  readonly issueDate?: string
  readonly expiryDate?: string
  readonly father?: string
  readonly mother?: string
  readonly spouse?: string
  /** Parts behind the issue date of a QR code whose meaning nobody has published, as they came; none of them is empty. */
  readonly unnamed?: readonly string[]
}

/** What of a card is personal: everything but where it was read and what kind it is. */
export const personalFields = [
  'name',
  'birthDate',
  'number',
  'oldNumber',
  'documentNumber',
  'sex',
  'nationality',
  'origin',
  'residence',
  'features',
  'issueDate',
  'expiryDate',
  'father',
  'mother',
  'spouse',
  'unnamed',
] as const satisfies readonly (keyof CitizenCard)[]

/** The name of something personal on a card. */
export type PersonalField = (typeof personalFields)[number]
