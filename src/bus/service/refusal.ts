import { DeskError, type ErrorCode, type TextArgs } from '../../core/index.ts'

const refusals: Readonly<Record<string, ErrorCode>> = {
  ECONNREFUSED: 'DB-SVC-001',
  ETIMEDOUT: 'DB-SVC-002',
  EHOSTUNREACH: 'DB-SVC-002',
  ENETUNREACH: 'DB-SVC-002',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'DB-SVC-010',
  SELF_SIGNED_CERT_IN_CHAIN: 'DB-SVC-010',
  UNABLE_TO_GET_ISSUER_CERT: 'DB-SVC-010',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'DB-SVC-010',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'DB-SVC-010',
  CERT_HAS_EXPIRED: 'DB-SVC-010',
  CERT_NOT_YET_VALID: 'DB-SVC-010',
  ERR_TLS_CERT_ALTNAME_INVALID: 'DB-SVC-010',
}

/** Why a service could not be reached; `fallback` where the system gives no reason that we know. */
export function refusalOf(error: NodeJS.ErrnoException, fallback: ErrorCode, args: TextArgs): DeskError {
  return new DeskError(refusals[error.code ?? ''] ?? fallback, { ...args, reason: error.message })
}
