import type { KeyLevel } from './keepers/keeper.ts'
import type { DeskName } from './names.ts'

/** A public key (Ed25519) by which the centre signs what desks are to do: configuration, orders. */
export interface SigningKey {
  readonly id: string
  /** SubjectPublicKeyInfo (DER), base64url. */
  readonly key: string
}

/** What a desk is told when it is enrolled, and again when its certificate is renewed. */
export interface CentreAbout {
  /** Where desks connect: `mqtts://host:8883`. */
  readonly broker: string
  /** The root of all topics. */
  readonly root: string
  readonly signingKeys: readonly SigningKey[]
}

/** Who this desk is to its centre, and all that it needs to connect. */
export interface DeskIdentity extends DeskName, CentreAbout {
  /** Where certificates are renewed: `https://host:port`. */
  readonly server: string
  /** How the key is kept at rest. */
  readonly level: KeyLevel
  /** Grows with every certificate. */
  readonly generation: number
  /** PEM: the authorities of the centre, the desk's certificate, its private key. */
  readonly ca: string
  readonly cert: string
  readonly key: string
  /** When the certificate begins and ends, in wall milliseconds. */
  readonly from: number
  readonly until: number
}

/** An identity that is being made: its key is on disk, its certificate is to be asked for. */
export interface NewKey {
  readonly level: KeyLevel
  readonly key: string
}
