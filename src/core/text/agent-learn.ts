import type { Entry } from './entry.ts'

const errors = {
  'DB-AGT-020': {
    vi: 'Đang học thiết bị ở {path}; mỗi lần chỉ học được một thiết bị',
    en: 'The device at {path} is being learnt; one at a time',
    next: { vi: 'Học xong hoặc hủy rồi bắt đầu lại.', en: 'Finish that or cancel it, then start again.' },
  },
  'DB-AGT-021': {
    vi: 'Hiện không có việc này để làm trong lần học',
    en: 'There is nothing of that kind to do in the lesson now',
    next: {
      vi: 'Xem bước đang hiện trên trang, hoặc học lại từ đầu.',
      en: 'Look at the step that is shown, or start again.',
    },
  },
  'DB-AGT-022': {
    vi: 'Đã dừng học: {minutes} phút không có ai trả lời',
    en: 'Learning has ended: nobody answered for {minutes} minutes',
    next: { vi: 'Bắt đầu lại khi có người đứng cạnh thiết bị.', en: 'Start again when somebody is beside the device.' },
  },
  'DB-AGT-023': {
    vi: 'Cổng {port} đang được dùng ({program}), có thể bởi chính deskbridge',
    en: 'Port {port} is in use ({program}), perhaps by deskbridge itself',
    next: {
      vi: 'Nếu là deskbridge: bỏ thiết bị đó khỏi deskbridge.yaml (hoặc "deskbridge devices release"), hay dừng deskbridge, rồi học lại. Nếu không: đóng phần mềm của hãng.',
      en: 'If it is deskbridge: remove that device from deskbridge.yaml (or "deskbridge devices release"), or stop deskbridge, and learn again. If not: close the vendor software.',
    },
  },
  'DB-AGT-024': {
    vi: 'Không thấy thiết bị nào đang cắm mà học được',
    en: 'Nothing is plugged in that could be learnt',
    next: {
      vi: 'Cắm thiết bị rồi thử lại, hoặc ghi rõ cổng bằng --port, --hid hay --tcp.',
      en: 'Plug the device in and try again, or say where it is with --port, --hid or --tcp.',
    },
  },
  'DB-AGT-025': {
    vi: 'Không ghi được mô tả thiết bị vào {file}: {reason}',
    en: 'The device profile cannot be written to {file}: {reason}',
    next: {
      vi: 'Kiểm tra quyền ghi thư mục này, hoặc bấm "Xuất" để lưu nơi khác.',
      en: 'Check that this folder may be written, or press "Export" to keep it elsewhere.',
    },
  },
} as const

const said = {
  'profile.cli.learn.hid': { vi: 'thiết bị HID, ví dụ /dev/hidraw2', en: 'a HID device, e.g. /dev/hidraw2' },
  'learn.choose': {
    vi: 'Học thiết bị nào? Gõ số rồi Enter.',
    en: 'Which device is to be learnt? Type its number, then Enter.',
  },
  'learn.choice': { vi: '  {number}. {name}', en: '  {number}. {name}' },
  'learn.wire.serial': { vi: 'cổng nối tiếp', en: 'serial port' },
  'learn.wire.hid': { vi: 'thiết bị HID', en: 'HID device' },
  'learn.wire.keyboard': { vi: 'bàn phím', en: 'keyboard' },
  'learn.wire.tcp': { vi: 'bộ chuyển TCP', en: 'serial server' },
} as const

/** Trying lamps, and what came of it. */
const lamps = {
  'learn.lamps': {
    vi: 'Thử đèn của các phím? Máy sẽ gửi vài mẫu bit ngắn xuống thiết bị. Gõ "có" rồi Enter; chỉ Enter là không thử.',
    en: 'Try the lamps of the keys? A few short patterns will be sent to the device. Type "yes", then Enter; Enter alone is no.',
  },
  'learn.lamp': {
    vi: 'Đèn nào sáng? Gõ tên phím ({keys}), nhiều đèn thì cách nhau bằng dấu phẩy; không đèn nào thì chỉ Enter.',
    en: 'Which lamp is lit? Type the name of its key ({keys}), several with commas between; Enter alone for none.',
  },
  'learn.lamps.stream': {
    vi: 'Không thử đèn: với thiết bị nối tiếp, byte nào cũng có thể là một lệnh (kể cả xóa cài đặt), nên không gửi gì khi chưa biết. Có tài liệu của hãng thì thêm lệnh vào mô tả.',
    en: 'Lamps were not tried: on a serial line any byte may be a command, even one that erases settings, so nothing is sent. With the manual of its maker, add the command to the profile.',
  },
  'learn.lamps.no-report': {
    vi: 'Thiết bị này không có lệnh đèn nào thử được một cách an toàn.',
    en: 'This device has nothing by which lamps could be tried safely.',
  },
  'learn.lamps.declined': { vi: 'Không thử đèn.', en: 'Lamps were not tried.' },
  'learn.lamps.dark': { vi: 'Không tìm thấy đèn nào.', en: 'No lamp was found.' },
  'learn.lamps.found': {
    vi: 'Đã tìm thấy đèn; mô tả có lệnh "lamp".',
    en: 'Lamps were found; the profile has a command "lamp".',
  },
  'learn.lamps.yes': { vi: 'Thử đèn', en: 'Try lamps' },
  'learn.lamps.no': { vi: 'Không thử', en: 'Do not try' },
  'learn.lamp.none': { vi: 'Không đèn nào', en: 'None' },
  'learn.lamp.several': { vi: 'Nhiều đèn', en: 'Several' },
  'learn.lamp.ask': { vi: 'Đèn nào sáng? (lần thử {tries})', en: 'Which lamp is lit? (try {tries})' },
  'learn.lamps.ask': { vi: 'Thử đèn của các phím?', en: 'Try the lamps of the keys?' },
  'learn.lamps.hint': {
    vi: 'Máy sẽ gửi vài mẫu bit ngắn xuống thiết bị, mỗi lần một mẫu.',
    en: 'A few short patterns will be sent to the device, one at a time.',
  },
} as const

/** Names that people give to keys, and the keys that they mean. */
const keys = {
  'learn.key.next': { vi: 'gọi tiếp', en: 'call next' },
  'learn.key.recall': { vi: 'gọi lại', en: 'recall' },
  'learn.key.begin': { vi: 'bắt đầu', en: 'begin' },
  'learn.key.skip': { vi: 'bỏ qua', en: 'skip' },
  'learn.key.hold': { vi: 'tạm giữ', en: 'hold' },
  'learn.key.transfer': { vi: 'chuyển', en: 'transfer' },
  'learn.key.finish': { vi: 'kết thúc', en: 'finish' },
  'learn.key.pause': { vi: 'tạm dừng', en: 'pause' },
  'learn.key.open': { vi: 'mở quầy', en: 'open' },
  'learn.key.close': { vi: 'đóng quầy', en: 'close' },
} as const

/** Learning a device, on the command line and in the running desk. */
export const agentLearnTexts = { ...errors, ...said, ...lamps, ...keys } as const satisfies Record<string, Entry>
