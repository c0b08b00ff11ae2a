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
  'counter.notice.already-begun': {
    vi: 'Số này đang được tiếp nhận. Bấm "Xong" khi hoàn thành.',
    en: 'This ticket is being served already. Press "Finish" when done.',
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
