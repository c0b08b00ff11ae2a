import type { Entry } from './entry.ts'

const tellIt = {
  vi: 'Báo bộ phận CNTT của trung tâm; phần dữ liệu này chưa bị mất, chỉ chưa mở được.',
  en: "Tell the centre's IT; the data is not lost, only not open yet.",
}

/** Personal parts that only the centre can read. */
export const sealTexts = {
  'DB-SEA-001': {
    vi: 'Đây không phải dữ liệu được niêm phong',
    en: 'This is nothing that was sealed',
    next: {
      vi: 'Lấy nguyên văn phần "sealed" của sự kiện card.read.',
      en: 'Take the member "sealed" of the fact card.read as it came.',
    },
  },
  'DB-SEA-002': {
    vi: 'Dữ liệu được niêm phong bằng khóa {key}; trung tâm này có: {known}',
    en: 'It was sealed to the key {key}; this centre has: {known}',
    next: {
      vi: 'Tìm khóa đó trong bản sao lưu của trung tâm ("centre backup"). Không xóa khóa cũ khi đổi khóa.',
      en: 'Look for the key in a backup of the centre ("centre backup"). Rotation keeps old keys; so must a restore.',
    },
  },
  'DB-SEA-003': {
    vi: 'Dữ liệu niêm phong bằng khóa {key} bị hỏng hoặc đã bị sửa',
    en: 'What was sealed to the key {key} was damaged or changed',
    next: tellIt,
  },
  'DB-SEA-004': {
    vi: 'Dữ liệu niêm phong thuộc về "{found}", không phải "{expected}"',
    en: 'What is sealed belongs to "{found}" and not to "{expected}"',
    next: {
      vi: 'Có người hoặc chương trình đã chuyển dữ liệu sang hồ sơ khác. Báo bộ phận CNTT của trung tâm.',
      en: "Somebody or some program moved it to another record. Tell the centre's IT.",
    },
  },
  'DB-SEA-005': {
    vi: 'Khóa niêm phong {key} không dùng được',
    en: 'The sealing key {key} cannot be used',
    next: {
      vi: 'Tạo khóa mới tại trung tâm: "deskbridge centre sealing rotate".',
      en: 'Make a new one at the centre: "deskbridge centre sealing rotate".',
    },
  },
  'DB-SEA-006': {
    vi: 'Dữ liệu cần niêm phong quá dài ({bytes} byte, nhiều nhất {limit})',
    en: 'What is to be sealed is too long ({bytes} bytes, at most {limit})',
    next: {
      vi: 'Thẻ có phần dài bất thường. Bớt các mục được lấy của thủ tục này trong cấu hình của trung tâm.',
      en: 'Something on the card is unusually long. Let the procedure take fewer fields.',
    },
  },
  'DB-SEA-007': {
    vi: 'Khóa niêm phong {key} không có chữ ký của trung tâm này',
    en: 'The sealing key {key} is not signed by the centre of this desk',
    next: {
      vi: 'Dữ liệu thẻ không được ghi lại cho đến khi có khóa đúng. Báo bộ phận CNTT của trung tâm.',
      en: "Nothing of a card is kept until the right key is here. Tell the centre's IT.",
    },
  },
  'DB-SEA-008': {
    vi: 'Máy này chưa có khóa niêm phong của trung tâm: thẻ đã đọc, dữ liệu cá nhân không được lưu hay gửi',
    en: 'This desk has no sealing key: the card was read, and nothing personal was kept or sent',
    next: {
      vi: 'Anh/chị vẫn xem được trên trang này. Nhờ bộ phận CNTT tạo khóa: "deskbridge centre sealing rotate".',
      en: 'It can be seen on this page all the same. Ask IT to make a key: "deskbridge centre sealing rotate".',
    },
  },
  'DB-SEA-009': {
    vi: 'Sự kiện {id} không có phần niêm phong',
    en: 'The fact {id} has no sealed part',
    next: {
      vi: 'Máy quầy lúc đó chưa có khóa niêm phong, hoặc thủ tục không được lấy mục nào.',
      en: 'The desk had no sealing key then, or the procedure may take no field.',
    },
  },
  'cli.centre.sealing': {
    vi: 'Khóa niêm phong: máy quầy mã hóa dữ liệu cá nhân để chỉ trung tâm mở được',
    en: 'The sealing key: desks encrypt personal data so that the centre alone can read it',
  },
  'cli.centre.sealing.rotate': {
    vi: 'Tạo khóa niêm phong mới; khóa cũ được giữ để mở dữ liệu cũ',
    en: 'Makes a new sealing key; old ones are kept, for what was sealed to them',
  },
  'cli.centre.sealing.rotated': {
    vi: 'Khóa mới: {key}. Trung tâm đang chạy tự gửi cho các quầy. Hãy sao lưu: "centre backup".',
    en: 'The new key: {key}. A running centre gives it to its desks by itself. Make a backup: "centre backup".',
  },
  'cli.centre.sealing.list': { vi: 'Các khóa niêm phong của trung tâm', en: 'The sealing keys of the centre' },
  'cli.centre.sealing.in-use': { vi: '{key}: đang dùng, tạo {made}', en: '{key}: in use, made {made}' },
  'cli.centre.sealing.opens-only': {
    vi: '{key}: chỉ để mở dữ liệu cũ, tạo {made}',
    en: '{key}: opens what was sealed before, made {made}',
  },
  'cli.centre.sealing.none': {
    vi: 'Chưa có khóa niêm phong: máy quầy không lưu dữ liệu thẻ. Xem "centre sealing rotate".',
    en: 'There is no sealing key: desks keep nothing of a card. See "centre sealing rotate".',
  },
} as const satisfies Record<string, Entry>
