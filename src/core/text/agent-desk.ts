import type { Entry } from './entry.ts'

/** What the desk's own page may be refused, and what it is called on the command line. */
export const agentDeskTexts = {
  'DB-AGT-040': {
    vi: 'Quầy {counter} đang khóa',
    en: 'Counter {counter} is locked',
    next: { vi: 'Đăng nhập để mở khóa.', en: 'Sign in to unlock it.' },
  },
  'DB-AGT-041': {
    vi: 'Không thử được thiết bị "{device}" lúc này',
    en: 'The device "{device}" cannot be tried now',
    next: { vi: 'Xem tình trạng thiết bị rồi thử lại.', en: 'Look at how the device is, then try again.' },
  },
  'DB-AGT-042': {
    vi: 'Giờ bắt đầu và kết thúc không hợp lý',
    en: 'The times of beginning and end make no sense',
    next: {
      vi: 'Giờ kết thúc phải sau giờ bắt đầu, không ở tương lai, không quá 30 ngày trước.',
      en: 'The end must come after the beginning, not in the future, at most 30 days ago.',
    },
  },
  'DB-AGT-043': {
    vi: 'Không có phím "{name}"; các phím: {known}',
    en: 'There is no key "{name}"; the keys are: {known}',
    next: { vi: 'Ví dụ: deskbridge press next', en: 'For example: deskbridge press next' },
  },
  'DB-AGT-044': {
    vi: 'Máy này có nhiều quầy ({known}), chưa rõ quầy nào',
    en: 'This PC has several counters ({known}); it is not clear which',
    next: { vi: 'Thêm --counter, ví dụ: --counter {first}', en: 'Add --counter, for example: --counter {first}' },
  },
  'DB-AGT-057': {
    vi: 'Mã thứ {number} không phải mã hồ sơ',
    en: 'Number {number} of the codes is no dossier code',
    next: {
      vi: 'Nhập lại như in trên giấy tiếp nhận, ví dụ 000.00.01.H62-261122-0007.',
      en: 'Type it as printed on the receipt, e.g. 000.00.01.H62-261122-0007.',
    },
  },
  'DB-AGT-058': {
    vi: 'Thiếu số phiếu của lượt ghi trên giấy',
    en: 'The number of the visit on paper is missing',
    next: { vi: 'Nhập số rồi gửi lại.', en: 'Type it and send again.' },
  },
  'cli.press': { vi: 'Bấm một phím của quầy, như trên bàn phím gọi số', en: 'Press a key of the counter' },
  'cli.press.name': { vi: 'phím: {known}', en: 'the key: {known}' },
  'cli.press.counter': { vi: 'quầy, khi máy này có nhiều quầy', en: 'the counter, where this PC has several' },
  'cli.press.ticket': {
    vi: 'với recall: số đang tạm giữ cần gọi lại',
    en: 'with recall: the number of somebody who waits nearby',
  },
  'cli.press.reason': { vi: 'lý do tạm dừng', en: 'why the counter pauses' },
  'cli.press.to': { vi: 'nơi chuyển đến', en: 'where a transferred citizen shall go' },
  'cli.run.page': { vi: 'Trang của cán bộ: {url}', en: "The officer's page: {url}" },
} as const satisfies Record<string, Entry>
