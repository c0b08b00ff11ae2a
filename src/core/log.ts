/** Fields that may enter a log. Personal data has no field here, which is how it stays out (see `agent/log.ts`). */
export interface LogFields {
  readonly code?: string
  readonly device?: string
  readonly counter?: string
  readonly profile?: string
  readonly port?: string
  readonly broker?: string
  readonly topic?: string
  readonly epoch?: string
  readonly sequence?: number
  readonly count?: number
  readonly bytes?: number
  readonly ms?: number
  readonly pid?: number
  readonly exit?: string
  readonly reason?: string
  readonly state?: string
  readonly id?: string
}

/** Where a room says what happened. The agent implements it. */
export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}
