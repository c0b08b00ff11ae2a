/** Tokens for facts that may go out: so many per second, a tenth of a second's worth at once. A value. */
export interface Bucket {
  readonly tokens: number
  /** Monotonic milliseconds at which `tokens` was true. */
  readonly at: number
}

/** Timers are not worth setting for less. */
const shortestWait = 20

/** A bucket that holds one token. */
export function newBucket(now: number): Bucket {
  return { tokens: 1, at: now }
}

/** Takes a token, or says how long to wait before one is there. */
export function takeToken(
  bucket: Bucket,
  rate: number,
  now: number,
): { readonly bucket: Bucket; readonly wait: number } {
  const most = Math.max(1, rate / 10)
  const tokens = Math.min(most, bucket.tokens + ((now - bucket.at) * rate) / 1000)
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, at: now }, wait: 0 }
  return { bucket: { tokens, at: now }, wait: Math.max(shortestWait, ((1 - tokens) * 1000) / rate) }
}
