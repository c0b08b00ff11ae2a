/** What people read, as the site wrote it. */
export interface SiteWords {
  readonly vi: string
  readonly en?: string
}

/** Letters as one code point each, however the site's file was typed. */
export function composed({ vi, en }: SiteWords): SiteWords {
  return en === undefined ? { vi: vi.normalize('NFC') } : { vi: vi.normalize('NFC'), en: en.normalize('NFC') }
}
