import type { Entry } from './entry.ts'

export const documentTexts = {
  'DB-DOC-001': {
    vi: 'Tệp không đọc được: {reason}',
    en: 'Not readable as YAML: {reason}',
    next: {
      vi: 'Sửa dòng được chỉ ra; chú ý khoảng trắng đầu dòng và dấu ngoặc kép.',
      en: 'Mend the line named; look at its indentation and quotes.',
    },
  },
  'DB-DOC-002': {
    vi: 'Không có khóa "{key}" ở đây. Các khóa được phép: {allowed}',
    en: 'There is no key "{key}" here. Allowed keys: {allowed}',
    next: { vi: 'Sửa tên khóa hoặc bỏ dòng này.', en: 'Correct the key or remove the line.' },
  },
  'DB-DOC-003': {
    vi: 'Không có khóa "{key}" ở đây. Có phải ý bạn là "{nearest}"?',
    en: 'There is no key "{key}" here. Did you mean "{nearest}"?',
    next: { vi: 'Đổi "{key}" thành "{nearest}".', en: 'Change "{key}" to "{nearest}".' },
  },
  'DB-DOC-004': {
    vi: 'Thiếu khóa "{key}"',
    en: 'The key "{key}" is missing',
    next: { vi: 'Thêm "{key}" vào đây.', en: 'Add "{key}" here.' },
  },
  'DB-DOC-005': {
    vi: 'Giá trị của "{key}" không đúng: cần {expected}, đang là {found}',
    en: 'The value of "{key}" does not fit: expected {expected}, found {found}',
    next: { vi: 'Sửa giá trị này.', en: 'Correct this value.' },
  },
  'DB-DOC-006': {
    vi: 'Giá trị {found} của "{key}" không có trong danh sách. Có phải ý bạn là "{nearest}"? (được phép: {expected})',
    en: 'The value {found} of "{key}" is not on the list. Did you mean "{nearest}"? (allowed: {expected})',
    next: { vi: 'Đổi thành "{nearest}".', en: 'Change it to "{nearest}".' },
  },
} as const satisfies Record<string, Entry>
