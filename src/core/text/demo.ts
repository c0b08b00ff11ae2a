import type { Entry } from './entry.ts'

const said = {
  'demo.ready': { vi: 'Bàn quầy ảo đang chạy: {url}', en: 'The virtual desk is running: {url}' },
  'demo.ready.more': {
    vi: 'Mở địa chỉ trên bằng trình duyệt. Nhấn Ctrl-C để dừng. Dữ liệu: {folder}',
    en: 'Open that address in a browser. Ctrl-C stops it. Data: {folder}',
  },
  'demo.stopped': {
    vi: 'Đã dừng. Lần chạy sau tiếp tục từ nhật ký này.',
    en: 'Stopped. The next start goes on from the same journal.',
  },
} as const

const check = {
  'demo.check.begin': {
    vi: 'Đang kiểm tra: 100 lần bấm, rút cáp 3 lần, tắt ngang 1 lần (dữ liệu: {folder})',
    en: 'Checking: 100 presses, the cable pulled 3 times, the agent killed once (data: {folder})',
  },
  'demo.check.not-ready': {
    vi: 'deskbridge và các thiết bị chưa sẵn sàng sau {seconds} giây',
    en: 'deskbridge and its devices were not ready within {seconds} s',
  },
  'demo.check.accepted': {
    vi: 'Mọi sự kiện đã ghi đều ở trung tâm: ghi {journal}, thiếu {missing}',
    en: 'All that was accepted is at the centre: {journal} accepted, {missing} missing',
  },
  'demo.check.panel': {
    vi: 'Bàn phím gọi: bấm {pressed}, ở trung tâm {centre}, cùng thứ tự',
    en: 'Call panel: {pressed} pressed, {centre} at the centre, in the same order',
  },
  'demo.check.pad': {
    vi: 'Bàn đánh giá: bấm {pressed}, ở trung tâm {centre}, đèn cảm ơn {thanked}; không có gì thừa',
    en: 'Rating pad: {pressed} pressed, {centre} at the centre, {thanked} thanked for; nothing that was not pressed',
  },
  'demo.check.once': {
    vi: 'Mỗi sự kiện một lần: trùng {doubled}, không nhận được {dead}',
    en: 'Each fact once: {doubled} doubled, {dead} not taken',
  },
  'demo.check.order': {
    vi: '{centre} sự kiện đến đúng thứ tự, không thiếu số nào',
    en: '{centre} facts arrived in order, no number missing',
  },
  'demo.check.calls': {
    vi: 'Trung tâm gọi {calls} lượt, gọi trễ {stale}',
    en: 'The centre made {calls} calls, {stale} of them stale',
  },
  'demo.check.agent': {
    vi: 'deskbridge được khởi động {starts} lần, cáp bị rút {cuts} lần',
    en: 'deskbridge was started {starts} times, the cable pulled {cuts} times',
  },
  'demo.check.holds': { vi: 'ĐẠT sau {seconds} giây', en: 'OK after {seconds} s' },
  'demo.check.fails': {
    vi: 'KHÔNG ĐẠT sau {seconds} giây; dữ liệu còn ở {folder}',
    en: 'FAILED after {seconds} s; the data is kept in {folder}',
  },
} as const

const page = {
  'demo.title': { vi: 'Bàn quầy ảo', en: 'Virtual desk' },
  'demo.intro': {
    vi: 'Bấm phím, rút cáp, bấm tiếp rồi cắm lại: mọi lần bấm đến trung tâm đúng thứ tự, mỗi lần một bản ghi.',
    en: 'Press keys, pull the cable, press on, plug it in again: each press reaches the centre in order, once.',
  },
  'demo.link.officer': { vi: 'Trang của cán bộ', en: "The officer's page" },
  'demo.link.tickets': { vi: 'Máy lấy số', en: 'Ticket machine' },
  'demo.link.board': { vi: 'Bảng gọi số', en: 'Wall display' },
  'demo.other-language': { vi: 'English', en: 'Tiếng Việt' },
  'demo.page-lost': {
    vi: 'Mất liên lạc với chương trình demo. Trang tự nối lại khi chương trình chạy.',
    en: 'The demo program does not answer. The page reconnects when it runs again.',
  },
  'demo.desk': { vi: 'Trên bàn', en: 'On the desk' },
  'demo.way': { vi: 'Trên đường đi', en: 'On the way' },
  'demo.centre': { vi: 'Tại trung tâm', en: 'At the centre' },
  'demo.display': { vi: 'Màn hình khách', en: 'Customer display' },
  'demo.panel': { vi: 'Bàn phím gọi số', en: 'Call keypad' },
  'demo.pad': { vi: 'Bàn phím đánh giá', en: 'Rating pad' },
  'demo.display.says': { vi: 'Màn hình: {top} / {bottom}', en: 'Display: {top} / {bottom}' },
  'demo.display.dark': { vi: 'Màn hình tối', en: 'The display is dark' },
  'demo.press.none': { vi: 'Chưa bấm phím nào.', en: 'No key pressed yet.' },
  'demo.press.repeating': { vi: 'đang gửi lại', en: 'repeating' },
  'demo.press.recorded': { vi: 'đã ghi', en: 'recorded' },
  'demo.pad.lost': {
    vi: '{count} lần bấm khi không có máy nào nghe: không ai nhận.',
    en: '{count} presses while nobody listened: nobody accepted them.',
  },
  'demo.agent': { vi: 'deskbridge', en: 'deskbridge' },
  'demo.agent.online': { vi: 'Đã nối trung tâm', en: 'Online' },
  'demo.agent.offline': { vi: 'Mất kết nối – vẫn làm việc được', en: 'No connection – work goes on' },
  'demo.agent.not-running': { vi: 'Đang khởi động lại…', en: 'Restarting…' },
  'demo.offers': { vi: 'Thiết bị vừa cắm, chưa dùng', en: 'Plugged in, not in use yet' },
  'demo.agent.kill': { vi: 'Tắt ngang', en: 'Kill it' },
  'demo.agent.kill.hint': {
    vi: 'kill -9, như mất điện giữa chừng; tự chạy lại ngay.',
    en: 'kill -9, like a power cut half-way; it starts again at once.',
  },
  'demo.backlog': { vi: 'đang chờ gửi', en: 'waiting to be sent' },
  'demo.cable': { vi: 'Cáp mạng', en: 'Network cable' },
  'demo.cable.in': { vi: 'Cáp đang cắm', en: 'The cable is in' },
  'demo.cable.out': { vi: 'Cáp đã rút', en: 'The cable is out' },
  'demo.cable.pull': { vi: 'Rút cáp', en: 'Pull the cable' },
  'demo.cable.plug': { vi: 'Cắm lại', en: 'Plug it in' },
  'demo.devices': { vi: 'Thiết bị', en: 'Devices' },
  'demo.device.absent': { vi: 'không thấy', en: 'not there' },
  'demo.device.opening': { vi: 'đang mở', en: 'opening' },
  'demo.device.ready': { vi: 'sẵn sàng', en: 'ready' },
  'demo.device.lost': { vi: 'mất kết nối', en: 'lost' },
  'demo.device.unknown': { vi: 'chưa rõ', en: 'unknown' },
  'demo.counts': { vi: 'Từ khi mở demo', en: 'Since the demo started' },
  'demo.counts.pressed': { vi: 'Đã bấm', en: 'Pressed' },
  'demo.counts.recorded': { vi: 'Đã ghi', en: 'Recorded' },
  'demo.counts.centre': { vi: 'Ở trung tâm', en: 'At the centre' },
  'demo.counts.calls': { vi: 'Phím gọi', en: 'Call keys' },
  'demo.counts.ratings': { vi: 'Đánh giá', en: 'Ratings' },
  'demo.counts.called': { vi: 'Số lượt trung tâm đã gọi', en: 'Calls made by the centre' },
  'demo.counts.called.hint': {
    vi: 'Bấm khi mất mạng được ghi lại, nhưng không sinh lượt gọi trễ.',
    en: 'A press during a cut is recorded, but makes no late call.',
  },
  'demo.facts': { vi: 'Sự kiện', en: 'Facts' },
  'demo.facts.none': { vi: 'Chưa có sự kiện nào. Hãy bấm một phím.', en: 'No facts yet. Press a key.' },
  'demo.facts.disk': { vi: '→ đĩa', en: '→ disk' },
  'demo.facts.centre': { vi: '→ trung tâm', en: '→ centre' },
} as const

const keys = {
  'demo.key.next': { vi: 'Gọi số', en: 'Next' },
  'demo.key.recall': { vi: 'Gọi lại', en: 'Recall' },
  'demo.key.begin': { vi: 'Bắt đầu', en: 'Begin' },
  'demo.key.skip': { vi: 'Bỏ qua', en: 'Skip' },
  'demo.key.hold': { vi: 'Tạm giữ', en: 'Hold' },
  'demo.key.transfer': { vi: 'Chuyển', en: 'Transfer' },
  'demo.key.finish': { vi: 'Xong', en: 'Finish' },
  'demo.key.pause': { vi: 'Tạm dừng', en: 'Pause' },
  'demo.key.open': { vi: 'Mở quầy', en: 'Open' },
  'demo.key.close': { vi: 'Đóng quầy', en: 'Close' },
  'demo.level.1': { vi: 'Rất không hài lòng', en: 'Very unhappy' },
  'demo.level.2': { vi: 'Không hài lòng', en: 'Unhappy' },
  'demo.level.3': { vi: 'Bình thường', en: 'Neutral' },
  'demo.level.4': { vi: 'Hài lòng', en: 'Happy' },
  'demo.level.5': { vi: 'Rất hài lòng', en: 'Very happy' },
  'demo.source.call-keypad': { vi: 'bàn phím gọi', en: 'call keypad' },
  'demo.source.rating-pad': { vi: 'bàn đánh giá', en: 'rating pad' },
  'demo.source.display': { vi: 'màn hình', en: 'display' },
  'demo.source.centre': { vi: 'trung tâm', en: 'centre' },
  'demo.source.counter': { vi: 'quầy', en: 'counter' },
} as const

const facts = {
  'demo.fact.call.requested': { vi: 'Bấm “{key}”', en: '“{key}” pressed' },
  'demo.fact.call.provisional': { vi: 'Bấm “{key}” khi mất kết nối', en: '“{key}” pressed without the centre' },
  'demo.fact.call.ignored': { vi: 'Bấm “{key}”, bỏ qua: {because}', en: '“{key}” pressed, ignored: {because}' },
  'demo.because.repeated': { vi: 'bấm lặp', en: 'double press' },
  'demo.because.pending': { vi: 'đang chờ trả lời', en: 'waiting for an answer' },
  'demo.because.not-possible': { vi: 'lúc này chưa dùng được', en: 'makes no sense now' },
  'demo.fact.request.unanswered': {
    vi: '“{key}” chưa được trả lời kịp, sẽ không làm trễ',
    en: '“{key}” not answered in time: not done late',
  },
  'demo.fact.ticket.shown': { vi: 'Hiện số {ticket}', en: 'Ticket {ticket} on show' },
  'demo.fact.ticket.shown.none': { vi: 'Hạ số khỏi màn hình', en: 'No ticket on show' },
  'demo.fact.service.begin': { vi: 'Bắt đầu phục vụ {ticket}', en: 'Service of {ticket} begins' },
  'demo.fact.service.end': { vi: 'Kết thúc phục vụ {ticket}: {outcome}', en: 'Service of {ticket} ends: {outcome}' },
  'demo.outcome.finished': { vi: 'xong', en: 'finished' },
  'demo.outcome.skipped': { vi: 'bỏ qua', en: 'skipped' },
  'demo.outcome.held': { vi: 'tạm giữ', en: 'held' },
  'demo.outcome.transferred': { vi: 'chuyển', en: 'transferred' },
  'demo.outcome.closed': { vi: 'quầy đóng', en: 'counter closed' },
  'demo.fact.dossier.attached': { vi: 'Gắn hồ sơ {dossier}', en: 'Dossier {dossier} attached' },
  'demo.fact.dossier.detached': { vi: 'Gỡ hồ sơ {dossier}', en: 'Dossier {dossier} taken back' },
  'demo.fact.numbers.closed': {
    vi: 'Khóa dải số dự phòng: đã dùng {used}, chưa dùng {unused}',
    en: 'Reserved numbers closed: {used} used, {unused} not',
  },
  'demo.fact.officer.denied': { vi: 'Từ chối đăng nhập tại quầy', en: 'A sign-in was refused' },
  'demo.fact.counter.opened': { vi: 'Quầy mở', en: 'Counter opened' },
  'demo.fact.counter.paused': { vi: 'Quầy tạm dừng: {reason}', en: 'Counter paused: {reason}' },
  'demo.fact.counter.closed': { vi: 'Quầy đóng', en: 'Counter closed' },
  'demo.fact.officer.changed': { vi: 'Đổi cán bộ tại quầy', en: 'Another officer at the counter' },
  'demo.fact.rating.touched': {
    vi: 'Người dân bấm mức {level} cho {ticket}',
    en: 'Level {level} touched for {ticket}',
  },
  'demo.fact.rating.given': { vi: 'Đánh giá {ticket}: mức {level} trên {of}', en: '{ticket} rated {level} of {of}' },
  'demo.fact.rating.none': { vi: '{ticket} không đánh giá', en: '{ticket} not rated' },
  'demo.fact.rating.unattributed': {
    vi: 'Bấm mức {level} ngoài lượt, không tính cho ai',
    en: 'Level {level} outside a rating: counts for nobody',
  },
} as const

/** What the demo says and what its page shows. */
export const demoTexts = { ...said, ...check, ...page, ...keys, ...facts } as const satisfies Record<string, Entry>
