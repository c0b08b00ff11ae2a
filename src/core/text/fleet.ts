import type { Entry } from './entry.ts'
import { fleetActTexts } from './fleet-acts.ts'

const askThere = {
  vi: 'Nhờ người ở quầy mở trang "Tự kiểm tra" và làm theo hướng dẫn ở đó.',
  en: 'Ask somebody at the counter to open the page "Self-test" and to do what it says.',
}

/** What is wrong with desks, and what to do about it. */
const alarms = {
  'DB-FLT-001': {
    vi: 'Mất liên lạc đã {minutes} phút',
    en: 'Not heard of for {minutes} minutes',
    next: {
      vi: 'Xem máy có bật và dây mạng có cắm không. Quầy vẫn làm việc được, dữ liệu nằm trong máy đó.',
      en: 'See whether the PC is on and its network cable in. The counter can go on; what it did is kept in that PC.',
    },
  },
  'DB-FLT-002': {
    vi: 'Chưa từng kết nối',
    en: 'Never seen',
    next: {
      vi: 'Cài đặt và ghép máy này bằng mã, hoặc bỏ nó khỏi kế hoạch.',
      en: 'Install this desk and enrol it with a code, or take it out of the plan.',
    },
  },
  'DB-FLT-003': {
    vi: 'Đang kết nối nhưng {count} sự kiện chưa được xác nhận',
    en: 'Online, but {count} events are not confirmed',
    next: {
      vi: 'Kiểm tra máy chủ trung tâm và quyền của máy này trên máy chủ MQTT; chạy "deskbridge doctor" ở quầy.',
      en: "Look at the centre's server and at what the broker allows this desk; run “deskbridge doctor” there.",
    },
  },
  'DB-FLT-004': {
    vi: 'Ổ đĩa sắp đầy',
    en: 'The disk is filling',
    next: { vi: 'Giải phóng dung lượng của máy này.', en: 'Make room on the disk of this PC.' },
  },
  'DB-FLT-005': {
    vi: 'Đồng hồ của máy bị lệch',
    en: 'The clock of the PC is off',
    next: {
      vi: 'Đặt lại giờ, và bật đồng bộ giờ với máy chủ của trung tâm.',
      en: "Set the clock, and let it follow the centre's time server.",
    },
  },
  'DB-FLT-006': {
    vi: '{count} sự kiện không thể gửi đi, được giữ riêng tại máy',
    en: '{count} events cannot be sent and are kept apart at the desk',
    next: { vi: 'Chạy "deskbridge journal quarantine" ở quầy.', en: 'Run “deskbridge journal quarantine” there.' },
  },
  'DB-FLT-007': {
    vi: 'Chứng chỉ còn {days} ngày',
    en: 'The certificate ends in {days} days',
    next: {
      vi: 'Máy tự gia hạn khi gặp được máy chủ cấp chứng chỉ; kiểm tra xem máy có đến được máy chủ đó không.',
      en: 'A desk renews it by itself where it can reach the enrolment server: see why it cannot.',
    },
  },
  'DB-FLT-008': {
    vi: 'Chứng chỉ đã hết hạn',
    en: 'The certificate has ended',
    next: {
      vi: 'Lấy mã mới bằng "deskbridge centre code" rồi ghép lại máy này. Dữ liệu chưa gửi vẫn còn.',
      en: 'Get a new code with “deskbridge centre code” and enrol the desk again. Nothing unsent is lost.',
    },
  },
  'DB-FLT-009': {
    vi: 'Đang chạy bản {version}; bản mới nhất là {newest}',
    en: 'Runs version {version}; the newest is {newest}',
    next: { vi: 'Bắt đầu một đợt cập nhật.', en: 'Start an update wave.' },
  },
  'DB-FLT-010': {
    vi: 'Đã bị chặn',
    en: 'Blocked',
    next: {
      vi: 'Muốn dùng lại máy này, lấy mã mới và ghép lại.',
      en: 'To use this desk again, get a new code and enrol it.',
    },
  },
  'DB-FLT-011': {
    vi: 'Thiết bị {device}: {reason}',
    en: 'Device {device}: {reason}',
    next: askThere,
  },
  'DB-FLT-014': {
    vi: 'Ổ đĩa đầy: quầy không nhận thêm gì nữa',
    en: 'The disk is full: the counter accepts nothing more',
    next: { vi: 'Giải phóng dung lượng của máy này ngay.', en: 'Make room on the disk of this PC at once.' },
  },
  'DB-FLT-015': {
    vi: 'Ổ đĩa bị lỗi: quầy không nhận thêm gì nữa',
    en: 'The disk is failing: the counter accepts nothing more',
    next: {
      vi: 'Chuyển quầy sang máy khác và thay ổ đĩa. Đừng xóa gì: dữ liệu chưa gửi còn trên đó.',
      en: 'Move the counter to another PC and replace the disk. Delete nothing: what was not sent is on it.',
    },
  },
  'DB-FLT-016': {
    vi: 'Không có bản cập nhật nào để mở rộng',
    en: 'There is no release to offer to more desks',
    next: {
      vi: 'Đưa bản mới vào bằng "deskbridge centre release add"; bản đã dừng vì lỗi phải được xem lại trước.',
      en: 'Take a new one in with “deskbridge centre release add”; one that stopped for failures has to be looked at first.',
    },
  },
  'DB-FLT-017': {
    vi: 'Bản cập nhật {version} không chạy được; máy đã trở về bản cũ',
    en: 'Version {version} did not work here; the desk went back to the one before',
    next: {
      vi: 'Chưa mở rộng đợt cập nhật. Lấy gói hỗ trợ của máy này ("deskbridge support-bundle").',
      en: 'Do not widen the wave. Get the support bundle of this desk (“deskbridge support-bundle”).',
    },
  },
  'DB-FLT-018': {
    vi: 'Không nhận cấu hình {revision} ({reason})',
    en: 'Configuration {revision} was given back ({reason})',
    next: {
      vi: 'Máy vẫn chạy với cấu hình cũ. Sửa provision.yaml rồi gửi lại.',
      en: 'The desk goes on with the one before. Mend provision.yaml and push it again.',
    },
  },
  'DB-FLT-012': {
    vi: 'Không mở được cổng {port} cho số liệu giám sát: {reason}',
    en: 'Port {port} for the metrics cannot be opened: {reason}',
    next: { vi: 'Chọn cổng khác bằng "--metrics".', en: 'Choose another one with “--metrics”.' },
  },
  'DB-FLT-013': {
    vi: 'Trung tâm này không làm được việc đó',
    en: 'This centre cannot do that',
    next: { vi: 'Tải lại trang rồi thử lại.', en: 'Reload the page and try again.' },
  },
} satisfies Record<string, Entry>

const page = {
  'web.fleet.title': { vi: 'Máy ở các quầy', en: 'Desks' },
  'web.fleet.link-to': { vi: 'Máy ở các quầy', en: 'Desks' },
  'web.fleet.back': { vi: 'Quản lý trung tâm', en: 'The centre' },
  'web.fleet.summary': {
    vi: '{online} trên {all} máy đang kết nối, {alarms} máy cần xem',
    en: '{online} of {all} desks online, {alarms} need somebody',
  },
  'web.fleet.all-well': { vi: 'Mọi máy đều tốt', en: 'All is well' },
  'web.fleet.none': { vi: 'Chưa có máy nào kết nối', en: 'No desk has come yet' },
  'web.fleet.desk': { vi: 'Máy', en: 'Desk' },
  'web.fleet.link': { vi: 'Kết nối', en: 'Connection' },
  'web.fleet.version': { vi: 'Phiên bản', en: 'Version' },
  'web.fleet.backlog': { vi: 'Chưa gửi', en: 'Unsent' },
  'web.fleet.devices': { vi: 'Thiết bị', en: 'Devices' },
  'web.fleet.devices.ready': { vi: '{ready}/{all} sẵn sàng', en: '{ready} of {all} ready' },
  'web.fleet.last-fact': { vi: 'Sự kiện cuối', en: 'Last event' },
  'web.fleet.certificate': { vi: 'Chứng chỉ', en: 'Certificate' },
  'web.fleet.days': { vi: 'còn {days} ngày', en: '{days} days' },
  'web.fleet.to-do': { vi: 'Cần làm', en: 'To do' },
  'web.fleet.online': { vi: 'Đang kết nối', en: 'Online' },
  'web.fleet.offline': { vi: 'Mất kết nối', en: 'Offline' },
  'web.fleet.only-alarms': { vi: 'Chỉ những máy cần xem', en: 'Only those that need somebody' },
} satisfies Record<string, Entry>

export const fleetTexts = { ...alarms, ...page, ...fleetActTexts }
