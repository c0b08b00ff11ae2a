import type { Entry } from './entry.ts'

const reload = { vi: 'Tải lại trang rồi thử lại.', en: 'Reload the page and try again.' }
const wait = { vi: 'Chờ một chút rồi thử lại.', en: 'Wait a moment, then try again.' }

const errors = {
  'DB-WEB-001': {
    vi: 'Yêu cầu gửi đến tên máy lạ "{host}"',
    en: 'The request was for the strange host "{host}"',
    next: {
      vi: 'Mở trang bằng địa chỉ đã cấu hình, hoặc thêm tên này vào danh sách "hosts" của trung tâm.',
      en: 'Open the page at a configured address, or add this name to "hosts" of the centre.',
    },
  },
  'DB-WEB-002': {
    vi: 'Trang "{origin}" không được phép gửi yêu cầu đến trung tâm',
    en: 'The page "{origin}" may not ask the centre for anything',
    next: { vi: 'Mở trang ngay từ địa chỉ của trung tâm.', en: 'Open the page from the address of the centre itself.' },
  },
  'DB-WEB-003': {
    vi: 'Không dùng được phương thức {method} ở đây',
    en: 'The method {method} cannot be used here',
    next: reload,
  },
  'DB-WEB-004': {
    vi: 'Nội dung phải là application/json, không phải "{type}"',
    en: 'The content must be application/json, not "{type}"',
    next: reload,
  },
  'DB-WEB-005': {
    vi: 'Nội dung quá lớn (tối đa {limit} byte)',
    en: 'The content is too large (at most {limit} bytes)',
    next: { vi: 'Viết ngắn hơn.', en: 'Write less.' },
  },
  'DB-WEB-006': { vi: 'Nội dung không đúng mẫu: {reason}', en: 'The content does not fit: {reason}', next: reload },
  'DB-WEB-007': {
    vi: 'Không có "{path}" ở đây',
    en: 'There is no "{path}" here',
    next: { vi: 'Kiểm tra lại địa chỉ.', en: 'Check the address.' },
  },
  'DB-WEB-008': {
    vi: 'Đã có quá nhiều trang đang mở',
    en: 'Too many pages are open already',
    next: { vi: 'Đóng bớt trang không dùng.', en: 'Close pages that nobody uses.' },
  },
  'DB-WEB-009': {
    vi: 'Không mở được cổng {port} cho trang của trung tâm: {reason}',
    en: "Cannot open port {port} for the centre's pages: {reason}",
    next: {
      vi: 'Chọn cổng khác, hoặc dừng chương trình đang dùng cổng này.',
      en: 'Choose another port, or stop the program that holds it.',
    },
  },
  'DB-WEB-010': {
    vi: 'Máy chủ chưa thực hiện được yêu cầu này',
    en: 'The server could not carry out this request',
    next: wait,
  },
  'DB-WEB-011': { vi: 'Bấm quá nhanh', en: 'That was too fast', next: wait },
  'DB-WEB-012': {
    vi: 'Mật khẩu không đúng',
    en: 'The password is not right',
    next: {
      vi: 'Thử lại; nếu quên, hỏi người quản trị máy chủ.',
      en: 'Try again; ask whoever runs the server if you forgot it.',
    },
  },
  'DB-WEB-013': {
    vi: 'Sai quá nhiều lần; tạm khóa {seconds} giây',
    en: 'Wrong too often; locked for {seconds} seconds',
    next: { vi: 'Chờ hết thời gian khóa rồi thử lại.', en: 'Wait until then, and try again.' },
  },
  'DB-WEB-014': {
    vi: 'Cần đăng nhập trang quản lý',
    en: 'This needs the operator to be signed in',
    next: { vi: 'Mở /quan-ly và đăng nhập.', en: 'Open /quan-ly and sign in.' },
  },
  'DB-WEB-015': {
    vi: 'Mã ghép không đúng hoặc đã hết hạn',
    en: 'The pairing code is wrong or no longer good',
    next: {
      vi: 'Lấy mã mới trên trang quản lý (/quan-ly).',
      en: 'Get a new code on the page of the centre (/quan-ly).',
    },
  },
  'DB-WEB-016': {
    vi: 'Màn hình này chưa được ghép với quầy {place}',
    en: 'This screen is not paired with counter {place}',
    next: {
      vi: 'Nhập mã ghép từ trang quản lý (/quan-ly).',
      en: 'Enter the code from the page of the centre (/quan-ly).',
    },
  },
  'DB-WEB-017': {
    vi: 'Không có quầy "{place}"',
    en: 'There is no counter "{place}"',
    next: { vi: 'Kiểm tra tên quầy trong địa chỉ.', en: 'Check the name of the counter in the address.' },
  },
  'DB-WEB-018': {
    vi: 'Đã hết thời gian đánh giá cho lượt này',
    en: 'The time to rate this service is over',
    next: { vi: 'Không cần làm gì.', en: 'Nothing to do.' },
  },
  'DB-WEB-019': {
    vi: 'Trang quản lý chưa có mật khẩu nên không mở được',
    en: 'The page of the centre has no password, so nobody can sign in',
    next: {
      vi: 'Đặt mật khẩu (ít nhất 10 ký tự) trong cấu hình của trung tâm rồi khởi động lại.',
      en: 'Set one of at least 10 characters in the settings of the centre, and start it again.',
    },
  },
} as const

const shared = {
  'web.language': { vi: 'English', en: 'Tiếng Việt' },
  'web.lost': { vi: 'Mất kết nối với máy chủ', en: 'The server cannot be reached' },
  'web.lost.since': {
    vi: 'Thông tin từ {time}, có thể đã cũ. Xin nghe gọi số.',
    en: 'As of {time}, maybe out of date. Please listen for your number.',
  },
  'web.reference': { vi: 'Đây là trung tâm tham chiếu', en: 'This is the reference centre' },
  'web.counter': { vi: 'Quầy', en: 'Counter' },
  'web.back': { vi: 'Quay lại', en: 'Back' },
  'web.done': { vi: 'Xong', en: 'Done' },
} as const

const kiosk = {
  'web.kiosk.title': { vi: 'Lấy số thứ tự', en: 'Take a number' },
  'web.kiosk.which': { vi: 'Ông/bà cần làm việc gì?', en: 'What are you here for?' },
  'web.kiosk.touch': { vi: 'Chạm vào một ô bên dưới', en: 'Touch one of these' },
  'web.kiosk.waiting': { vi: '{count} người đang chờ', en: '{count} waiting' },
  'web.kiosk.waiting.none': { vi: 'Không phải chờ', en: 'Nobody is waiting' },
  'web.kiosk.who': { vi: 'Ông/bà có thuộc diện ưu tiên không?', en: 'Do you have priority?' },
  'web.kiosk.normal': { vi: 'Không, lấy số thường', en: 'No, an ordinary number' },
  'web.kiosk.priority': { vi: 'Có, lấy số ưu tiên', en: 'Yes, a priority number' },
  'web.kiosk.priority.who': {
    vi: 'Người cao tuổi\nNgười khuyết tật\nPhụ nữ mang thai\nNgười có con nhỏ dưới 36 tháng\nNgười có công',
    en: 'Elderly\nWith a disability\nPregnant\nWith a child under 36 months\nPerson of merit',
  },
  'web.kiosk.giving': { vi: 'Đang lấy số…', en: 'One moment…' },
  'web.kiosk.your-number': { vi: 'Số của ông/bà', en: 'Your number' },
  'web.kiosk.ahead': { vi: 'Còn {count} người phía trước', en: '{count} before you' },
  'web.kiosk.ahead.none': { vi: 'Sắp đến lượt ông/bà', en: 'You are next' },
  'web.kiosk.look': { vi: 'Quét để xem số của mình trên điện thoại', en: 'Scan to follow your number' },
  'web.kiosk.watch': {
    vi: 'Xin ngồi chờ và xem bảng gọi số.',
    en: 'Please take a seat and watch the display.',
  },
  'web.kiosk.print': { vi: 'In phiếu', en: 'Print' },
  'web.kiosk.returns': { vi: 'Tự quay lại sau {seconds} giây', en: 'Goes back in {seconds} s' },
  'web.kiosk.priority.mark': { vi: 'Ưu tiên', en: 'Priority' },
  'web.kiosk.failed': { vi: 'Chưa lấy được số', en: 'No number was given' },
  'web.kiosk.failed.next': {
    vi: 'Xin thử lại, hoặc hỏi cán bộ hướng dẫn.',
    en: 'Please try again, or ask a member of staff.',
  },
  'web.kiosk.no-fields': {
    vi: 'Trung tâm chưa mở lĩnh vực nào',
    en: 'The centre has no field open',
  },
} as const

const board = {
  'web.board.title': { vi: 'Bảng gọi số', en: 'Now serving' },
  'web.board.number': { vi: 'Số', en: 'Number' },
  'web.board.calling': { vi: 'Mời số', en: 'Now calling' },
  'web.board.to': { vi: 'đến quầy', en: 'to counter' },
  'web.board.paused': { vi: 'Tạm nghỉ', en: 'Closed for now' },
  'web.board.closed': { vi: 'Đóng', en: 'Closed' },
  'web.board.away': { vi: 'Xem số tại quầy', en: 'See the counter' },
  'web.board.idle': { vi: 'Đang mở', en: 'Open' },
  'web.board.latest': { vi: 'Vừa gọi', en: 'Just called' },
  'web.board.waiting': { vi: 'Đang chờ', en: 'Waiting' },
  'web.board.none': { vi: 'Chưa gọi số nào', en: 'No number was called yet' },
  'web.board.no-counters': { vi: 'Chưa có quầy nào', en: 'No counter yet' },
  'web.voice.start': { vi: 'Bật loa', en: 'Turn the sound on' },
  'web.voice.silent': {
    vi: 'Không có giọng đọc tiếng Việt trên máy này',
    en: 'This machine has no Vietnamese voice',
  },
} as const

const pad = {
  'web.pad.title': { vi: 'Đánh giá phục vụ', en: 'Rate the service' },
  'web.pad.idle': { vi: 'Kính chào ông/bà', en: 'Welcome' },
  'web.pad.idle.more': {
    vi: 'Sau khi được phục vụ, mời ông/bà đánh giá tại đây.',
    en: 'After you were served, please rate the service here.',
  },
  'web.pad.desk-away': {
    vi: 'Quầy đang mất kết nối, chưa đánh giá được ở đây.',
    en: 'The counter is not connected; rating is not possible here now.',
  },
  'web.pad.lost': {
    vi: 'Mất kết nối. Ông/bà vui lòng báo cán bộ.',
    en: 'No connection. Please tell the officer.',
  },
  'web.pad.thanks': { vi: 'Cảm ơn ông/bà!', en: 'Thank you!' },
  'web.pad.change': {
    vi: 'Muốn đổi, xin bấm lại mức khác.',
    en: 'To change it, press another one.',
  },
  'web.pad.sending': { vi: 'Đang ghi…', en: 'Sending…' },
  'web.pad.recorded': { vi: 'Đã ghi nhận', en: 'Recorded' },
  'web.pad.failed': { vi: 'Chưa ghi được, xin bấm lại.', en: 'Not recorded, please press again.' },
  'web.pad.step': { vi: 'Câu {number}/{count}', en: 'Question {number} of {count}' },
  'web.pad.skip': { vi: 'Bỏ qua', en: 'Skip' },
  'web.pad.level': { vi: 'Mức {level}', en: 'Level {level}' },
  'web.pad.question': {
    vi: 'Ông/bà có hài lòng với lần phục vụ vừa rồi không?',
    en: 'Were you satisfied with the service?',
  },
  'web.pad.occasion.result': { vi: 'Nhận kết quả', en: 'Result given' },
  'web.pad.occasion.reception': { vi: 'Tiếp nhận hồ sơ', en: 'Papers taken in' },
  'web.pad.occasion.supplement': { vi: 'Yêu cầu bổ sung hồ sơ', en: 'More papers asked for' },
  'web.pad.occasion.refusal': { vi: 'Từ chối hồ sơ', en: 'Papers refused' },
  'web.pad.bind': { vi: 'Ghép màn hình với quầy {counter}', en: 'Pair this screen with counter {counter}' },
  'web.pad.bind.code': { vi: 'Mã ghép (6 chữ số)', en: 'Pairing code (6 digits)' },
  'web.pad.bind.where': {
    vi: 'Cán bộ quản lý lấy mã trên trang /quan-ly của trung tâm.',
    en: 'The operator gets the code on the page /quan-ly of the centre.',
  },
  'web.pad.bind.go': { vi: 'Ghép', en: 'Pair' },
} as const

const look = {
  'web.look.title': { vi: 'Số của ông/bà', en: 'Your number' },
  'web.look.waiting': { vi: 'Còn {count} người phía trước', en: '{count} before you' },
  'web.look.next': { vi: 'Sắp đến lượt ông/bà', en: 'You are next' },
  'web.look.called': { vi: 'Mời ông/bà đến quầy {counter}', en: 'Please go to counter {counter}' },
  'web.look.serving': { vi: 'Đang được phục vụ tại quầy {counter}', en: 'Being served at counter {counter}' },
  'web.look.held': {
    vi: 'Đang giữ lại, sẽ gọi lại ở quầy {counter}',
    en: 'On hold, will be called again at counter {counter}',
  },
  'web.look.served': { vi: 'Đã phục vụ xong', en: 'Served' },
  'web.look.skipped': {
    vi: 'Đã gọi mà không có người. Xin hỏi cán bộ hướng dẫn.',
    en: 'Called, but nobody came. Please ask a member of staff.',
  },
  'web.look.unknown': { vi: 'Không có số này trong hôm nay', en: 'There is no such number today' },
  'web.look.fresh': { vi: 'Tự cập nhật, lần cuối lúc {time}', en: 'Updates itself; last at {time}' },
} as const

const office = {
  'web.office.title': { vi: 'Quản lý trung tâm', en: 'The centre' },
  'web.office.reference': {
    vi: 'Đây là trung tâm tham chiếu: dùng để trình diễn, kiểm thử và cho điểm nhỏ; không thay hệ thống một cửa của địa phương.',
    en: 'This is the reference centre: for demonstrations, tests and small sites. It does not replace the one-stop system of the place.',
  },
  'web.office.password': { vi: 'Mật khẩu quản lý', en: 'Operator password' },
  'web.office.sign-in': { vi: 'Đăng nhập', en: 'Sign in' },
  'web.office.sign-out': { vi: 'Đăng xuất', en: 'Sign out' },
  'web.office.counters': { vi: 'Các quầy', en: 'Counters' },
  'web.office.counter': { vi: 'Quầy', en: 'Counter' },
  'web.office.link': { vi: 'Kết nối', en: 'Connection' },
  'web.office.online': { vi: 'Đang kết nối', en: 'Online' },
  'web.office.offline': { vi: 'Mất kết nối', en: 'Offline' },
  'web.office.number': { vi: 'Đang gọi', en: 'Number' },
  'web.office.officer': { vi: 'Cán bộ', en: 'Officer' },
  'web.office.waiting': { vi: 'Đang chờ', en: 'Waiting' },
  'web.office.rating': { vi: 'Đánh giá', en: 'Rating' },
  'web.office.rating.open': { vi: 'đang mời', en: 'asked now' },
  'web.office.pad': { vi: 'Màn hình đánh giá', en: 'Rating screen' },
  'web.office.pad.code': { vi: 'Lấy mã ghép', en: 'Get a code' },
  'web.office.pad.bound': { vi: '{count} màn hình', en: '{count} paired' },
  'web.office.pad.revoke': { vi: 'Hủy ghép', en: 'Unpair' },
  'web.office.pad.open': {
    vi: 'Mở {address} trên máy tính bảng, nhập mã',
    en: 'Open {address} on the tablet and enter',
  },
  'web.office.pad.until': { vi: 'dùng một lần, đến {time}', en: 'good once, until {time}' },
  'web.office.provisional': { vi: 'tạm, chưa đối soát', en: 'provisional' },
  'web.office.queues': { vi: 'Hàng chờ theo lĩnh vực', en: 'Queues by field' },
  'web.office.field': { vi: 'Lĩnh vực', en: 'Field' },
  'web.office.next': { vi: 'Số kế tiếp', en: 'Next numbers' },
  'web.office.conflicts': { vi: 'Xung đột cần giải quyết', en: 'Conflicts to settle' },
  'web.office.conflicts.none': { vi: 'Không có xung đột', en: 'There are none' },
  'web.office.conflict': {
    vi: 'Số {ticket}: quầy {first} gọi lúc {firstAt}, quầy {second} gọi lúc {secondAt}',
    en: 'Number {ticket}: counter {first} called it at {firstAt}, counter {second} at {secondAt}',
  },
  'web.office.settle.words': { vi: 'Đã giải quyết thế nào', en: 'How it was settled' },
  'web.office.settle': { vi: 'Đã giải quyết', en: 'Settled' },
  'web.office.settled': { vi: 'Đã giải quyết: {words}', en: 'Settled: {words}' },
  'web.office.report': { vi: 'Báo cáo ngày', en: "The day's report" },
  'web.office.day': { vi: 'Ngày', en: 'Day' },
  'web.office.report.show': { vi: 'Xem', en: 'Show' },
  'web.office.csv': { vi: 'Tải CSV', en: 'CSV file' },
  'web.office.csv.semicolon': { vi: 'Tải CSV cho Excel tiếng Việt', en: 'CSV with semicolons' },
  'web.office.officers': { vi: 'Theo cán bộ', en: 'By officer' },
  'web.office.by-counter': { vi: 'Theo quầy', en: 'By counter' },
  'web.office.by-field': { vi: 'Theo lĩnh vực', en: 'By field' },
  'web.office.name': { vi: 'Tên', en: 'Name' },
  'web.office.served': { vi: 'Đã phục vụ', en: 'Served' },
  'web.office.skipped': { vi: 'Bỏ qua', en: 'Skipped' },
  'web.office.waiting-median': { vi: 'Chờ (trung vị)', en: 'Waiting (median)' },
  'web.office.waiting-p90': { vi: 'Chờ (90%)', en: 'Waiting (90%)' },
  'web.office.serving-median': { vi: 'Phục vụ (trung vị)', en: 'Serving (median)' },
  'web.office.serving-p90': { vi: 'Phục vụ (90%)', en: 'Serving (90%)' },
  'web.office.not-rated': { vi: 'Chưa đánh giá', en: 'Not rated' },
  'web.office.points': { vi: 'Điểm trung bình', en: 'Mean points' },
  'web.office.too-few': { vi: 'quá ít', en: 'too few' },
  'web.office.nothing': { vi: 'Chưa có gì trong ngày này', en: 'Nothing on this day' },
  'web.office.late': { vi: 'Nhập muộn từ giấy: {count}', en: 'Entered late from paper: {count}' },
  'web.office.acts': { vi: 'Thao tác khi mất trung tâm: {count}', en: 'Acts without the centre: {count}' },
  'web.office.unattributed': {
    vi: 'Lần bấm không tính cho ai: {count}',
    en: 'Presses that counted for nobody: {count}',
  },
  'web.office.scale': { vi: 'Bộ mức đánh giá: {scale}', en: 'Level set: {scale}' },
  'web.office.outages': { vi: 'Khoảng mất kết nối', en: 'Times without connection' },
  'web.office.outage': { vi: '{desk}: từ {from} đến {to}', en: '{desk}: from {from} to {to}' },
  'web.office.outage.now': { vi: 'nay', en: 'now' },
  'web.office.outages.none': { vi: 'Không có', en: 'None' },
} as const

const csv = {
  'web.csv.kind': { vi: 'Loại', en: 'Kind' },
  'web.csv.officer': { vi: 'Cán bộ', en: 'Officer' },
  'web.csv.counter': { vi: 'Quầy', en: 'Counter' },
  'web.csv.field': { vi: 'Lĩnh vực', en: 'Field' },
  'web.csv.outage': { vi: 'Mất kết nối', en: 'Without connection' },
  'web.csv.whole': { vi: 'Cả ngày', en: 'Whole day' },
  'web.csv.seconds': { vi: '{name} (giây)', en: '{name}, seconds' },
  'web.csv.from': { vi: 'Từ', en: 'From' },
  'web.csv.to': { vi: 'Đến', en: 'To' },
  'web.csv.late': { vi: 'Nhập muộn từ giấy', en: 'Entered late from paper' },
  'web.csv.unattributed': { vi: 'Lần bấm không tính cho ai', en: 'Presses that counted for nobody' },
  'web.csv.provisional': { vi: 'Thao tác khi mất trung tâm', en: 'Acts without the centre' },
} as const

/** The pages of the reference centre. Citizens read most of them, so they are spoken to politely. */
export const centreWebTexts = {
  ...errors,
  ...shared,
  ...kiosk,
  ...board,
  ...pad,
  ...look,
  ...office,
  ...csv,
} as const satisfies Record<string, Entry>
