import type { Entry } from './entry.ts'

/** What every page says that has a device learnt. */
export const pageLearnTexts = {
  'page.adopt': { vi: 'Dùng ở quầy này', en: 'Use it at this counter' },
  'page.lost': {
    vi: 'Chương trình deskbridge trên máy này không trả lời. Trang tự nối lại khi chương trình chạy.',
    en: 'The deskbridge program on this PC does not answer. The page reconnects when it runs again.',
  },
  'page.learn': { vi: 'Học thiết bị mới', en: 'Learn a new device' },
  'page.learn.running': { vi: 'Đang học thiết bị…', en: 'A device is being learnt…' },
  'page.learn.intro': {
    vi: 'Cắm thiết bị chưa ai biết, bấm từng phím khi được nhắc: mô tả thiết bị được viết ra, không cần lập trình.',
    en: 'Plug in a device that nobody knows and press each key when told: its profile is written, without a line of code.',
  },
  'page.learn.close': { vi: 'Đóng', en: 'Close' },
  'page.learn.which': { vi: 'Thiết bị nào?', en: 'Which device?' },
  'page.learn.none': {
    vi: 'Không có thiết bị nào đang cắm mà chưa dùng.',
    en: 'Nothing is plugged in that is not in use.',
  },
  'page.learn.other': { vi: 'Cổng khác', en: 'Another port' },
  'page.learn.name': { vi: 'Gọi thiết bị là', en: 'Call the device' },
  'page.learn.name.usual': { vi: 'Bàn phím gọi số', en: 'Call keypad' },
  'page.learn.baud': { vi: 'Tốc độ cổng nối tiếp', en: 'Speed of a serial port' },
  'page.learn.baud.find': { vi: 'tự tìm', en: 'find it' },
  'page.learn.start': { vi: 'Bắt đầu học', en: 'Start learning' },
  'page.learn.heard': { vi: 'Byte nhận được', en: 'Bytes received' },
  'page.learn.silent': { vi: 'Chưa nhận được byte nào.', en: 'Nothing received yet.' },
  'page.learn.opening': { vi: 'Đang mở thiết bị…', en: 'Opening the device…' },
  'page.learn.speed.1': { vi: 'Bấm một phím bất kỳ rồi thả ra', en: 'Press any key and let go' },
  'page.learn.speed.2': { vi: 'Bấm chính phím đó lần nữa rồi thả ra', en: 'Press the same key once more and let go' },
  'page.learn.speed.hint': {
    vi: 'Đang thử tốc độ {baud} {form}. Bấm mà không có byte nào thì thử tốc độ khác.',
    en: 'Trying {baud} {form}. If you press and nothing arrives, try another speed.',
  },
  'page.learn.speed.skip': { vi: 'Thử tốc độ khác', en: 'Try another speed' },
  'page.learn.names': { vi: 'Thiết bị có những phím nào?', en: 'Which keys does the device have?' },
  'page.learn.names.label': {
    vi: 'Tên các phím, cách nhau bằng dấu phẩy',
    en: 'Names of the keys, with commas between',
  },
  'page.learn.names.hint': {
    vi: 'Chỉ ghi những phím có trên thiết bị. Bấm thử: byte hiện ở bên cạnh. Phím đánh giá: mức 1, mức 2, …',
    en: 'Name only keys that the device has. Try them: the bytes are shown. Rating keys: level 1, level 2, …',
  },
  'page.learn.names.go': { vi: 'Tiếp tục', en: 'Go on' },
  'page.learn.wait': {
    vi: 'Đừng chạm vào thiết bị trong {seconds} giây…',
    en: 'Do not touch the device for {seconds} s…',
  },
  'page.learn.press': {
    vi: 'Lượt {round}/2: bấm và GIỮ phím “{label}”',
    en: 'Round {round}/2: press and HOLD “{label}”',
  },
  'page.learn.press.again': {
    vi: 'Chưa nhận được gì. Bấm và GIỮ phím “{label}” lần nữa',
    en: 'Nothing was received. Press and HOLD “{label}” again',
  },
  'page.learn.release': { vi: 'Thả phím “{label}” ra', en: 'Let go of “{label}”' },
  'page.learn.word': {
    vi: 'Thiết bị tự gửi byte, nên bạn phải báo khi làm xong.',
    en: 'The device speaks by itself, so you have to say when it is done.',
  },
  'page.learn.word.done': { vi: 'Đã làm', en: 'Done' },
  'page.learn.learnt': { vi: 'Đã học xong {count} phím', en: '{count} keys learnt' },
  'page.learn.learnt.hint': {
    vi: 'Đây là mô tả thiết bị, đã tự kiểm tra bằng chính những lần bấm vừa rồi.',
    en: 'This is the profile of the device, tested with the very presses that were made.',
  },
  'page.learn.failed': { vi: 'Chưa học được', en: 'Not learnt' },
  'page.learn.save': { vi: 'Lưu', en: 'Save' },
  'page.learn.saved': { vi: 'Đã lưu: {file}', en: 'Saved: {file}' },
  'page.learn.export': { vi: 'Xuất', en: 'Export' },
  'page.learn.used': { vi: 'Đang dùng ở quầy này với tên {name}', en: 'In use at this counter as {name}' },
  'page.learn.cancel': { vi: 'Hủy', en: 'Cancel' },
  'page.learn.retry': { vi: 'Thử lại', en: 'Try again' },
  'page.learn.again': { vi: 'Học thiết bị khác', en: 'Learn another device' },
  'page.learn.presses': { vi: '{label}: đã bấm {presses}/2', en: '{label}: pressed {presses}/2' },
} as const satisfies Record<string, Entry>
