import type { Entry } from './entry.ts'

const openFromAddress = {
  vi: 'Mở trang bằng đúng địa chỉ mà deskbridge đã in ra.',
  en: 'Open the page at the address that deskbridge printed.',
}
const reload = { vi: 'Tải lại trang rồi thử lại.', en: 'Reload the page and try again.' }

export const deskTexts = {
  'DB-DSK-001': {
    vi: 'Yêu cầu gửi đến tên máy lạ "{host}"',
    en: 'The request was for the strange host "{host}"',
    next: openFromAddress,
  },
  'DB-DSK-002': {
    vi: 'Trang "{origin}" không được phép dùng thiết bị của quầy',
    en: 'The page "{origin}" may not use the devices of this desk',
    next: openFromAddress,
  },
  'DB-DSK-003': {
    vi: 'Không dùng được phương thức {method} ở đây',
    en: 'The method {method} cannot be used here',
    next: reload,
  },
  'DB-DSK-004': {
    vi: 'Nội dung phải là application/json, không phải "{type}"',
    en: 'The content must be application/json, not "{type}"',
    next: reload,
  },
  'DB-DSK-005': {
    vi: 'Nội dung quá lớn (tối đa {limit} byte)',
    en: 'The content is too large (at most {limit} bytes)',
    next: { vi: 'Gửi ít dữ liệu hơn mỗi lần.', en: 'Send less at a time.' },
  },
  'DB-DSK-006': { vi: 'Nội dung không đúng mẫu: {reason}', en: 'The content does not fit: {reason}', next: reload },
  'DB-DSK-007': { vi: 'Không có "{path}" ở đây', en: 'There is no "{path}" here', next: openFromAddress },
  'DB-DSK-008': {
    vi: 'Đã có quá nhiều trang đang mở',
    en: 'Too many pages are open already',
    next: { vi: 'Đóng bớt các trang deskbridge khác.', en: 'Close other deskbridge pages.' },
  },
  'DB-DSK-009': {
    vi: 'Không mở được cổng {port} cho trang: {reason}',
    en: 'Cannot open port {port} for the pages: {reason}',
    next: {
      vi: 'Chọn cổng khác, hoặc dừng chương trình đang dùng cổng này.',
      en: 'Choose another port, or stop the program that holds it.',
    },
  },
  'DB-DSK-010': {
    vi: 'Yêu cầu không thực hiện được: {reason}',
    en: 'The request could not be carried out: {reason}',
    next: reload,
  },
} as const satisfies Record<string, Entry>
