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
  'DB-SUP-003': {
    vi: 'Không mang được gói hỗ trợ đến trung tâm: {reason}',
    en: 'The support bundle could not be brought to the centre: {reason}',
    next: {
      vi: 'Xin lại sau, hoặc tạo gói tại quầy bằng "deskbridge support-bundle".',
      en: 'Ask again later, or make one at the desk with "deskbridge support-bundle".',
    },
  },
  'DB-SUP-004': {
    vi: '{desk} đã gửi một tệp không phải là gói hỗ trợ',
    en: '{desk} has sent a file that is no support bundle',
    next: { vi: 'Xin lại gói của máy này.', en: 'Ask this desk again.' },
  },
  'DB-SUP-005': {
    vi: 'Gói hỗ trợ này không còn',
    en: 'This support bundle is not here any more',
    next: {
      vi: 'Trung tâm giữ ba gói mới nhất của mỗi máy. Xin một gói mới.',
      en: 'The centre keeps the three newest ones of each desk. Ask for a new one.',
    },
  },
  'DB-SUP-006': {
    vi: 'Đang chờ gói hỗ trợ của {count} máy',
    en: 'The bundles of {count} desks are waited for already',
    next: { vi: 'Đợi vài phút rồi xin tiếp.', en: 'Wait a few minutes before you ask for more.' },
  },
  'DB-SUP-007': {
    vi: 'Máy {desk} đang mất kết nối',
    en: 'The desk {desk} is offline',
    next: {
      vi: 'Xin lại khi máy kết nối, hoặc tạo gói tại quầy bằng "deskbridge support-bundle".',
      en: 'Ask again when it is online, or make one at the desk with "deskbridge support-bundle".',
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
  'page.support.taken': {
    vi: 'Trung tâm đã lấy gói hỗ trợ của máy này. Trong gói không có dữ liệu cá nhân.',
    en: 'The centre has taken a support bundle of this desk. Nothing personal is in it.',
  },
  'page.support.busy': { vi: 'Đang gom…', en: 'Collecting…' },
} as const satisfies Record<string, Entry>
