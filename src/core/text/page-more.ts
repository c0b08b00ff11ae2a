import type { Entry } from './entry.ts'

const officer = {
  'page.officer.none': { vi: 'Chưa đăng nhập', en: 'Nobody signed in' },
  'page.officer.unproven': { vi: 'chưa xác nhận', en: 'not confirmed' },
  'page.officer.unproven.hint': {
    vi: 'Trung tâm chưa xác nhận người này. Đăng nhập lại khi có mạng.',
    en: 'The centre has not confirmed who this is. Sign in again when the network is back.',
  },
  'page.officer.sign-in': { vi: 'Đăng nhập', en: 'Sign in' },
  'page.officer.change': { vi: 'Đổi cán bộ', en: 'Change officer' },
  'page.officer.sign-out': { vi: 'Đăng xuất', en: 'Sign out' },
  'page.officer.lock': { vi: 'Khóa', en: 'Lock' },
  'page.sign-in.title': { vi: 'Đăng nhập quầy {counter}', en: 'Sign in at counter {counter}' },
  'page.sign-in.who': { vi: 'Cán bộ', en: 'Officer' },
  'page.sign-in.nobody': {
    vi: 'Trung tâm chưa gửi danh sách cán bộ. Gõ tên đăng nhập của bạn; trung tâm sẽ xác nhận sau.',
    en: 'The centre has not sent its list of officers. Type your name as the centre knows it; it is confirmed later.',
  },
  'page.sign-in.name': { vi: 'Tên đăng nhập', en: 'Your name at the centre' },
  'page.sign-in.find': { vi: 'Tìm tên', en: 'Find a name' },
  'page.sign-in.pin': { vi: 'Mã PIN', en: 'PIN' },
  'page.sign-in.typed': { vi: 'Đã nhập {count} ký tự', en: '{count} characters typed' },
  'page.sign-in.delete': { vi: 'Xóa', en: 'Delete' },
  'page.sign-in.no-pin': { vi: 'Không cần mã PIN.', en: 'No PIN is needed.' },
  'page.sign-in.offline': {
    vi: 'Đang mất kết nối: vẫn vào làm được, nhưng trung tâm chưa xác nhận được mã PIN.',
    en: 'There is no connection: work can go on, but the centre cannot confirm the PIN.',
  },
  'page.sign-in.running': {
    vi: 'Số {ticket} đang được phục vụ. Làm gì với lượt này?',
    en: '{ticket} is being served. What becomes of it?',
  },
  'page.sign-in.hand-over': { vi: 'Giao lại cho người mới', en: 'Hand it over' },
  'page.sign-in.finish': { vi: 'Kết thúc lượt này', en: 'End this visit' },
  'page.sign-in.go': { vi: 'Vào quầy', en: 'Sign in' },
  'page.sign-in.asking': { vi: 'Đang hỏi trung tâm…', en: 'Asking the centre…' },
  'page.sign-in.slow': {
    vi: 'Trung tâm chưa trả lời. Thử lại, hoặc hỏi cán bộ kỹ thuật.',
    en: 'The centre has not answered. Try again, or ask IT.',
  },
  'page.sign-in.choose': { vi: 'Chọn tên của bạn trước.', en: 'Choose your name first.' },
  'page.sign-in.short': { vi: 'Mã PIN có ít nhất 4 ký tự.', en: 'A PIN has 4 characters at least.' },
  'page.sign-in.parting': { vi: 'Chọn cách xử lý lượt đang phục vụ.', en: 'Choose what becomes of the visit.' },
  'page.sign-out.title': { vi: 'Đăng xuất khỏi quầy {counter}?', en: 'Sign out of counter {counter}?' },
  'page.lock.title': { vi: 'Quầy {counter} đang khóa', en: 'Counter {counter} is locked' },
  'page.lock.hint': {
    vi: 'Bàn phím gọi số vẫn dùng được. Đăng nhập để dùng trang này.',
    en: 'The keypad still works. Sign in to use this page.',
  },
  'page.lock.unlock': { vi: 'Mở khóa', en: 'Unlock' },
} as const

const devices = {
  'page.devices.title': { vi: 'Thiết bị của máy này', en: 'Devices of this PC' },
  'page.devices.none': {
    vi: 'Chưa có thiết bị nào. Mọi việc làm được trên trang này.',
    en: 'No device yet. Everything can be done on this page.',
  },
  'page.device': { vi: '{role} – {model}', en: '{role} – {model}' },
  'page.device.generic': { vi: '{role} (loại chung)', en: '{role} (general)' },
  'page.devices.do': { vi: 'Làm gì:', en: 'What to do:' },
  'page.devices.release': { vi: 'Thôi dùng', en: 'Stop using it' },
  'page.devices.test.lamps': { vi: 'Thử đèn', en: 'Test the lamps' },
  'page.devices.test.display': { vi: 'Thử màn hình', en: 'Test the display' },
  'page.devices.test.beep': { vi: 'Thử âm thanh', en: 'Test the sound' },
  'page.devices.testing': { vi: 'Đang thử, 3 giây…', en: 'Testing, 3 s…' },
  'page.devices.sounding': {
    vi: 'Thiết bị vừa được lệnh kêu. Có nghe thấy không?',
    en: 'It was told to sound. Do you hear it?',
  },
  'page.device-test.1': { vi: 'Thử màn hình', en: 'Display test' },
  'page.device-test.2': { vi: 'AĐEÊ 0123456789', en: 'AĐEÊ 0123456789' },
  'page.offers': { vi: 'Vừa cắm, chưa dùng', en: 'Plugged in, not in use' },
  'page.learn.open': { vi: 'Thiết bị của bạn không có trong danh sách?', en: 'Is your device not on the list?' },
} as const

const late = {
  'page.late.title': { vi: 'Ghi bù lượt đã ghi trên giấy', en: 'Enter a visit that was kept on paper' },
  'page.late.hint': {
    vi: 'Dùng khi máy hỏng hoặc mất điện: lượt được ghi với đúng giờ của nó.',
    en: 'For the time when the PC was down: the visit is recorded with its true times.',
  },
  'page.late.ticket': { vi: 'Số phiếu', en: 'Number' },
  'page.late.date': { vi: 'Ngày/tháng/năm', en: 'Day/month/year' },
  'page.late.began': { vi: 'Bắt đầu (giờ:phút)', en: 'Began (hh:mm)' },
  'page.late.ended': { vi: 'Kết thúc (giờ:phút)', en: 'Ended (hh:mm)' },
  'page.late.dossiers': { vi: 'Mã hồ sơ, mỗi dòng một mã (nếu có)', en: 'Dossier codes, one per line (if any)' },
  'page.about.duration': { vi: '{hours} giờ {minutes} phút', en: '{hours} h {minutes} min' },
  'page.late.go': { vi: 'Ghi bù', en: 'Enter it' },
  'page.late.done': { vi: 'Đã ghi bù số {ticket}.', en: '{ticket} was entered.' },
  'page.late.some-wrong': { vi: 'Chưa ghi: có {count} ô cần sửa.', en: 'Not entered yet: {count} to correct.' },
  'page.late.wrong.ticket': { vi: 'Nhập số trên phiếu.', en: 'Enter the number.' },
  'page.late.wrong.date': { vi: 'Ghi ngày như 22/11/2026.', en: 'Write the day like 22/11/2026.' },
  'page.late.wrong.time': {
    vi: 'Ghi giờ như 08:05, từ 00:00 đến 23:59.',
    en: 'Write it like 08:05, from 00:00 to 23:59.',
  },
  'page.late.wrong.order': { vi: 'Giờ kết thúc phải sau giờ bắt đầu.', en: 'The end must come after the beginning.' },
  'page.late.wrong.future': { vi: 'Chưa đến giờ này.', en: 'This time has not come yet.' },
  'page.late.wrong.future-day': { vi: 'Chưa đến ngày này.', en: 'This day has not come yet.' },
  'page.late.wrong.old': { vi: 'Chỉ ghi bù được trong 30 ngày gần nhất.', en: 'Only the last 30 days can be entered.' },
} as const

const check = {
  'page.check.title': { vi: 'Tự kiểm tra', en: 'Self-test' },
  'page.check.hint': {
    vi: 'Xem từng thứ từ bàn quầy đến trung tâm; không ảnh hưởng đến việc đang làm.',
    en: 'Looks at everything from the desk to the centre; disturbs nothing.',
  },
  'page.check.go': { vi: 'Kiểm tra lại', en: 'Test again' },
  'page.check.busy': { vi: 'Đang kiểm tra… {seconds} giây', en: 'Testing… {seconds} s' },
  'page.check.all-good': { vi: 'Mọi thứ đều tốt.', en: 'Everything is good.' },
  'page.check.some-bad': { vi: 'Có {count} chỗ cần xem.', en: '{count} things need a look.' },
  'page.check.good': { vi: 'Tốt', en: 'Good' },
  'page.check.bad': { vi: 'Hỏng', en: 'Broken' },
  'page.check.unsure': { vi: 'Chưa rõ', en: 'Not sure' },
  'page.check.help': { vi: 'Vẫn chưa được? Gọi: {help}', en: 'Still broken? Call: {help}' },
  'page.check.help.usual': {
    vi: 'Vẫn chưa được? Đọc mã lỗi (DB-…) cho cán bộ kỹ thuật của trung tâm.',
    en: 'Still broken? Read the code (DB-…) to the IT contact of your centre.',
  },
} as const

const about = {
  'page.about.title': { vi: 'Dành cho cán bộ kỹ thuật', en: 'For IT' },
  'page.about.hint': { vi: 'Không có dữ liệu cá nhân trên trang này.', en: 'There is no personal data on this page.' },
  'page.about.program': { vi: 'Chương trình', en: 'Program' },
  'page.about.version': { vi: 'Phiên bản', en: 'Version' },
  'page.about.system': { vi: 'Hệ thống', en: 'System' },
  'page.about.up': { vi: 'Chạy được', en: 'Up for' },
  'page.about.memory': { vi: 'Bộ nhớ', en: 'Memory' },
  'page.about.config': { vi: 'Tệp cấu hình', en: 'Configuration' },
  'page.about.data': { vi: 'Thư mục dữ liệu', en: 'Data folder' },
  'page.about.link': { vi: 'Kết nối', en: 'Connection' },
  'page.about.broker': { vi: 'Máy chủ MQTT', en: 'MQTT broker' },
  'page.about.protocol': { vi: 'Giao thức', en: 'Protocol' },
  'page.about.journal': { vi: 'Sổ ghi', en: 'Journal' },
  'page.about.epoch': { vi: 'Kỳ ghi', en: 'Epoch' },
  'page.about.last': { vi: 'Số cuối', en: 'Last number' },
  'page.about.backlog': { vi: 'Chưa gửi xong', en: 'Not confirmed' },
  'page.about.quarantined': { vi: 'Không gửi được', en: 'Quarantined' },
  'page.about.bytes': { vi: 'Cỡ sổ ghi', en: 'Size' },
  'page.about.disk': { vi: 'Ổ đĩa', en: 'Disk' },
  'page.about.repair': { vi: 'Lần sửa gần nhất', en: 'Last repair' },
  'page.about.devices': { vi: 'Thiết bị', en: 'Devices' },
  'page.about.losses': { vi: 'mất liên lạc {count} lần', en: 'lost {count} times' },
  'page.about.log': { vi: 'Cảnh báo và lỗi gần đây', en: 'Recent warnings and errors' },
  'page.about.log.none': { vi: 'Không có cảnh báo nào từ lúc khởi động.', en: 'No warning since the start.' },
  'page.pairings': { vi: 'Ứng dụng đã ghép với máy quầy', en: 'Applications paired with this desk' },
  'page.pairings.none': { vi: 'Chưa có ứng dụng nào được ghép.', en: 'No application is paired.' },
  'page.pairings.end': { vi: 'Ngắt', en: 'End it' },
  'page.about.again': { vi: 'Làm mới', en: 'Refresh' },
} as const

const pad = {
  'page.pad.title': { vi: 'Đánh giá', en: 'Rating' },
  'page.pad.question': {
    vi: 'Ông/bà hài lòng thế nào với lượt phục vụ này?',
    en: 'How satisfied are you with this service?',
  },
  'page.pad.ticket': { vi: 'Số {ticket}', en: 'Number {ticket}' },
  'page.pad.thanks': { vi: 'Cảm ơn ông/bà đã đánh giá', en: 'Thank you for rating' },
  'page.pad.change': { vi: 'Bấm lại nếu muốn đổi.', en: 'Press again to change it.' },
  'page.pad.idle': { vi: 'Xin chào', en: 'Welcome' },
  'page.pad.idle.hint': { vi: 'Quầy {counter}', en: 'Counter {counter}' },
  'page.pad.serving': { vi: 'Đang phục vụ', en: 'Now serving' },
  'page.pad.which': { vi: 'Màn hình này dành cho quầy nào?', en: 'Which counter is this screen for?' },
} as const

const errors = {
  'DB-AGT-045': {
    vi: 'Nối được máy chủ nhưng trung tâm không trả lời',
    en: 'The server is there, but the centre does not answer',
    next: {
      vi: 'Vẫn làm việc được. Báo cán bộ kỹ thuật của trung tâm.',
      en: 'Work goes on. Tell the IT contact of your centre.',
    },
  },
  'DB-AGT-046': {
    vi: 'Không hỏi được trung tâm vì mất kết nối',
    en: 'The centre cannot be asked without a connection',
    next: {
      vi: 'Vẫn làm việc được. Kiểm tra dây mạng, rồi xem dòng "Đường đến máy chủ".',
      en: 'Work goes on. Check the network cable, then see "The way to the server".',
    },
  },
  'DB-AGT-047': {
    vi: 'Đồng hồ máy này chưa so được với đồng hồ trung tâm',
    en: 'The clock of this PC was not compared with that of the centre',
    next: {
      vi: 'Chờ vài phút khi đã có mạng. Nếu vẫn vậy, xem giờ ở góc màn hình và báo cán bộ kỹ thuật.',
      en: 'Wait a few minutes once connected. If it stays, look at the time of the PC and tell IT.',
    },
  },
  'DB-AGT-048': {
    vi: 'Máy này không có mạng nào',
    en: 'This PC has no network',
    next: {
      vi: 'Cắm lại dây mạng ở máy và ở tường; đèn ở chỗ cắm phải sáng.',
      en: 'Plug in the network cable again at the PC and at the wall; its light must be on.',
    },
  },
  'DB-AGT-049': {
    vi: 'Lượt này không còn chờ đánh giá',
    en: 'This visit does not wait for a rating any more',
    next: { vi: 'Không cần làm gì.', en: 'Nothing needs to be done.' },
  },
} as const

/** What the other views of the officer's page say, and the rating pad. */
export const pageMoreTexts = {
  ...officer,
  ...devices,
  ...late,
  ...check,
  ...about,
  ...pad,
  ...errors,
} as const satisfies Record<string, Entry>
