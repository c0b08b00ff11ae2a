import type { Entry } from './entry.ts'

export const counterTexts = {
  'DB-CNT-001': {
    vi: 'Dữ liệu đã lưu của quầy thuộc phiên bản khác ({version})',
    en: 'The stored state of the counter is of another version ({version})',
    next: {
      vi: 'Cài lại phiên bản deskbridge mới nhất trên máy này.',
      en: 'Install the latest deskbridge on this PC again.',
    },
  },
  'counter.notice.unanswered': {
    vi: 'Mất kết nối hoặc máy chủ chưa trả lời. Vui lòng bấm lại.',
    en: 'No connection or no answer from the server yet. Please press again.',
  },
  'counter.notice.unanswered-recorded': {
    vi: 'Đã ghi nhận tại quầy; mất kết nối hoặc máy chủ chưa trả lời. Không cần bấm lại, vẫn làm việc được.',
    en: 'Recorded at the counter; no connection or no answer from the server yet. Go on, no need to press again.',
  },
  'counter.notice.pending': {
    vi: 'Đã nhận, đang chờ máy chủ trả lời. Chưa cần bấm lại.',
    en: 'Accepted, waiting for the server. No need to press again yet.',
  },
  'counter.notice.refused': {
    vi: 'Máy chủ không thực hiện: {reason}',
    en: 'The server declined: {reason}',
  },
  'counter.notice.centre': { vi: '{text}', en: '{text}' },
  'counter.notice.queue-empty': {
    vi: 'Không còn số nào đang chờ.',
    en: 'Nobody is waiting.',
  },
  'counter.notice.closed': {
    vi: 'Quầy đang đóng. Bấm "Mở quầy" trước.',
    en: 'The counter is closed. Press "Open" first.',
  },
  'counter.notice.paused': {
    vi: 'Quầy đang tạm dừng. Bấm "Mở quầy" để tiếp tục.',
    en: 'The counter is paused. Press "Open" to go on.',
  },
  'counter.notice.already-open': {
    vi: 'Quầy đang mở. Bấm "Gọi số" để gọi người tiếp theo.',
    en: 'The counter is open already. Press "Next" to call somebody.',
  },
  'counter.notice.already-paused': {
    vi: 'Quầy đã tạm dừng với lý do này. Bấm "Mở quầy" để tiếp tục.',
    en: 'The counter is paused for this reason already. Press "Open" to go on.',
  },
  'counter.notice.pause-reason': {
    vi: 'Lý do tạm dừng không có trong danh sách; quầy tạm dừng với lý do "{reason}". Bấm lại với lý do khác nếu cần.',
    en: 'The reason is not on the list; the counter is paused for "{reason}". Pause again with another one if needed.',
  },
  'counter.notice.no-ticket': {
    vi: 'Quầy chưa có số. Bấm "Gọi số" trước.',
    en: 'There is no ticket at the counter. Press "Next" first.',
  },
  'counter.notice.somebody-here': {
    vi: 'Quầy đang có người. Bấm "Xong", "Tạm giữ" hoặc "Bỏ qua" trước, rồi gọi lại số kia.',
    en: 'Somebody is at the counter. Press "Finish", "Hold" or "Skip" first, then call the other number back.',
  },
  'counter.notice.not-held': {
    vi: 'Quầy này không tạm giữ số đó. Chọn số trong mục "Đang tạm giữ" trên trang của quầy.',
    en: 'This counter did not ask that number to wait. Choose one of "On hold" on the page of the counter.',
  },
  'counter.notice.no-destination': {
    vi: 'Chưa biết chuyển đến đâu. Bấm "Chuyển" trên trang của quầy để chọn, hoặc nhờ quản trị đặt sẵn nơi đến.',
    en: 'Where to is not known. Press "Transfer" on the page of the counter and choose, or have IT set a usual place.',
  },
  'counter.notice.already-begun': {
    vi: 'Số này đang được tiếp nhận. Bấm "Xong" khi hoàn thành.',
    en: 'This ticket is being served already. Press "Finish" when done.',
  },
  'counter.notice.called-alone': {
    vi: 'Mất kết nối – quầy tự gọi số {ticket}. Vẫn làm việc được.',
    en: 'No connection: the counter called {ticket} by itself. Go on working.',
  },
  'counter.notice.line-empty': {
    vi: 'Mất kết nối và không còn số nào quầy biết để gọi. Nếu có người chờ, ghi vào sổ rồi nhập sau.',
    en: 'No connection, and no number left that the counter knows of. Keep those who wait on paper and enter them later.',
  },
  'counter.notice.officer-unknown': {
    vi: 'Trong danh sách cán bộ không có "{officer}". Chọn tên trong danh sách hoặc báo quản trị trung tâm.',
    en: '"{officer}" is not on the list of officers. Choose a name from the list, or tell the centre.',
  },
  'counter.notice.officer-running': {
    vi: 'Đang phục vụ một người. Chọn bàn giao hoặc kết thúc lượt này trước khi đổi cán bộ.',
    en: 'Somebody is being served. Choose hand-over or finish before the officer changes.',
  },
  'counter.notice.sign-in-refused': {
    vi: 'Chưa đăng nhập được: {reason}',
    en: 'Not signed in: {reason}',
  },
  'counter.notice.nobody-signed-in': {
    vi: 'Chưa có cán bộ nào đăng nhập ở quầy này.',
    en: 'Nobody is signed in at this counter.',
  },
  'counter.notice.signed-in': {
    vi: 'Đã đăng nhập: {officer}.',
    en: 'Signed in: {officer}.',
  },
  'counter.notice.signed-in-unproven': {
    vi: 'Đã đăng nhập: {officer}, nhưng trung tâm chưa xác nhận. Hãy đăng nhập lại bằng mã PIN khi có kết nối.',
    en: 'Signed in: {officer}, not confirmed by the centre. Sign in again with the PIN once it can be reached.',
  },
  'counter.notice.rating-nobody': {
    vi: 'Chưa phục vụ ai để mời đánh giá. Bấm "Gọi số" trước.',
    en: 'Nobody was served yet who could be asked for a rating. Press "Next" first.',
  },
  'counter.notice.rating-done': {
    vi: 'Lượt này đã có đánh giá. Mỗi lượt chỉ đánh giá một lần.',
    en: 'This visit has its rating already; there is one for each.',
  },
  'counter.notice.rating-question': {
    vi: 'Màn hình đánh giá hỏi một câu không có trong bộ câu hỏi của quầy. Báo cán bộ kỹ thuật chỉnh cấu hình.',
    en: 'The rating screen asked what is not in the set of this counter. Ask IT to correct the configuration.',
  },
  'counter.notice.no-dossier': {
    vi: 'Mã hồ sơ không đúng mẫu và không được lưu. Nhập lại như in trên giấy tiếp nhận, ví dụ 000.00.01.H62-261122-0007.',
    en: 'That is no dossier code and was not kept. Type it as printed on the receipt, e.g. 000.00.01.H62-261122-0007.',
  },
  'counter.notice.dossier-absent': {
    vi: 'Hồ sơ {dossier} không có trong lượt này. Xem lại danh sách hồ sơ.',
    en: 'Dossier {dossier} is not part of this visit. Look at the list again.',
  },
  'counter.notice.late-entered': {
    vi: 'Đã nhập lượt ghi trên giấy: {ticket}.',
    en: 'The visit kept on paper is entered: {ticket}.',
  },
  'counter.notice.late-ticket': {
    vi: 'Thiếu số thứ tự của lượt ghi trên giấy. Nhập số rồi gửi lại.',
    en: 'The number of the visit on paper is missing. Type it and send again.',
  },
  'counter.notice.late-times': {
    vi: 'Giờ không hợp lệ: bắt đầu trước kết thúc, kết thúc không sau bây giờ, không quá 30 ngày trước. Sửa rồi gửi lại.',
    en: 'The times cannot be: begin before end, end not after now, at most 30 days ago. Correct them and send again.',
  },
  'counter.notice.scan-no-dossier': {
    vi: 'Mã vừa quét không phải mã hồ sơ và không được lưu. Hãy quét mã trên giấy tiếp nhận hồ sơ.',
    en: 'What was scanned is no dossier code and was not kept. Scan the code on the dossier receipt.',
  },
  'counter.notice.scan-no-service': {
    vi: 'Chưa có ai ở quầy để gắn hồ sơ. Bấm "Gọi số" rồi quét lại.',
    en: 'Nobody is at the counter to attach the dossier to. Press "Next" and scan again.',
  },
  'counter.notice.dossier-known': {
    vi: 'Hồ sơ {dossier} đã được gắn. Không cần quét lại.',
    en: 'Dossier {dossier} is attached already. No need to scan it again.',
  },
  'counter.notice.dossiers-full': {
    vi: 'Một lượt phục vụ có tối đa {max} hồ sơ. Bấm "Xong" và gọi lượt mới cho các hồ sơ còn lại.',
    en: 'One service holds {max} dossiers at most. Press "Finish" and use another ticket for the rest.',
  },
  'counter.notice.rating-level': {
    vi: 'Bàn phím đánh giá gửi mức {level}, nhưng quầy chỉ có {levels} mức. Báo cán bộ kỹ thuật chỉnh cấu hình.',
    en: 'The rating pad sent level {level}, but there are only {levels}. Ask IT to correct the configuration.',
  },
} as const satisfies Record<string, Entry>
