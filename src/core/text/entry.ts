/** The languages of everything a person sees; Vietnamese is the first. */
export type Language = 'vi' | 'en'

/** One sentence in both languages, and for errors what to do next. `{name}` is filled from the arguments. */
export interface Entry {
  readonly vi: string
  readonly en: string
  readonly next?: { readonly vi: string; readonly en: string }
}
