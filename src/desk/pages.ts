/** One file that a browser may get. */
export interface Page {
  readonly type: string
  readonly body: string | Uint8Array
}

/** The pages of a server by path, e.g. `/` and `/style.css`. Nothing else is served. */
export type Pages = ReadonlyMap<string, Page>
