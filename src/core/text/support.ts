import type { Entry } from './entry.ts'

/** What is said of support bundles. */
export const supportTexts = {
  'DB-SUP-001': {
    vi: 'Không ghi được gói hỗ trợ {file}: {reason}',
    en: 'The support bundle {file} cannot be written: {reason}',
    next: { vi: 'Chọn nơi khác bằng --out.', en: 'Choose another place with --out.' },
  },
  'DB-SUP-002': {
    vi: '{file} không phải là gói hỗ trợ của deskbridge: {reason}',
    en: '{file} is no support bundle of deskbridge: {reason}',
    next: {
      vi: 'Tạo gói bằng "deskbridge support-bundle" trên máy quầy.',
      en: 'Make one with "deskbridge support-bundle" on the PC of the desk.',
    },
  },
  'cli.support-bundle': {
    vi: 'Gom những gì người hỗ trợ cần vào một tệp; không có dữ liệu cá nhân',
    en: 'Put what support needs into one file; nothing personal is in it',
  },
  'cli.support-bundle.out': { vi: 'tệp kết quả', en: 'the file to write' },
  'cli.support-bundle.done': {
    vi: 'Đã ghi {file} ({size} KB). Không có dữ liệu cá nhân; gửi tệp này cho người hỗ trợ.',
    en: 'Written to {file} ({size} KB). Nothing personal is in it; send this file to support.',
  },
  'page.support.make': { vi: 'Tải gói hỗ trợ', en: 'Download the support bundle' },
  'page.support.hint': {
    vi: 'Một tệp cho người hỗ trợ: phiên bản, cấu hình, lỗi, thiết bị. Không có dữ liệu cá nhân và mật khẩu.',
    en: 'One file for support: versions, configuration, errors, devices. No personal data and no passwords.',
  },
  'page.support.busy': { vi: 'Đang gom…', en: 'Collecting…' },
} as const satisfies Record<string, Entry>
