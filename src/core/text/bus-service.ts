import { checkCable, tellSupport } from './device-steps.ts'
import type { Entry } from './entry.ts'

const startService = {
  vi: 'Mở phần mềm của hãng trên máy này, kiểm tra cáp của thiết bị; máy tự kết nối lại.',
  en: 'Start the vendor software on this PC and check the cable of the device; the connection comes back by itself.',
}

const plugAgain = {
  vi: 'Rút ra cắm lại thiết bị; máy tự kết nối lại.',
  en: 'Unplug the device and plug it in again; the connection comes back by itself.',
}

/** What the bus says about services of makers and devices that type. */
export const busServiceTexts = {
  'DB-SVC-001': {
    vi: 'Dịch vụ của thiết bị tại {url} chưa chạy',
    en: 'The service of the device at {url} is not running',
    next: startService,
  },
  'DB-SVC-002': {
    vi: 'Dịch vụ của thiết bị tại {url} không trả lời trong {seconds} giây',
    en: 'The service of the device at {url} did not answer within {seconds} s',
    next: startService,
  },
  'DB-SVC-003': {
    vi: 'Tại {url} không có dịch vụ WebSocket: {reason}',
    en: 'There is no web socket service at {url}: {reason}',
    next: {
      vi: 'Kiểm tra địa chỉ trong cấu hình và phiên bản phần mềm của hãng.',
      en: 'Check the address in the configuration and the version of the vendor software.',
    },
  },
  'DB-SVC-004': {
    vi: 'Địa chỉ {url} không được phép: dịch vụ của thiết bị phải nằm trên máy này hoặc ở địa chỉ đã ghim',
    en: 'The address {url} is not allowed: the service of a device is on this PC or at the address that is pinned',
    next: {
      vi: 'Dùng địa chỉ của máy này (127.0.0.1) hoặc ghim địa chỉ của thiết bị trong cấu hình.',
      en: 'Use an address of this PC (127.0.0.1) or pin the address of the device in the configuration.',
    },
  },
  'DB-SVC-005': {
    vi: 'Dịch vụ của thiết bị tại {url} đã đóng kết nối',
    en: 'The service of the device at {url} closed the connection',
    next: startService,
  },
  'DB-SVC-006': {
    vi: 'Mất kết nối với dịch vụ tại {url}: {reason}',
    en: 'The connection to the service at {url} was lost: {reason}',
    next: startService,
  },
  'DB-SVC-007': {
    vi: 'Dịch vụ tại {url} không nhận dữ liệu trong {seconds} giây',
    en: 'The service at {url} has taken no data for {seconds} s',
    next: startService,
  },
  'DB-SVC-008': {
    vi: 'Quá nhiều dữ liệu đang chờ gửi đến {url} (tối đa {limit} byte)',
    en: 'Too much data is waiting to be sent to {url} (at most {limit} bytes)',
    next: tellSupport,
  },
  'DB-SVC-009': {
    vi: 'Dịch vụ tại {url} gửi một bản tin dài hơn {limit} byte',
    en: 'The service at {url} sent a message of more than {limit} bytes',
    next: tellSupport,
  },
  'DB-SVC-010': {
    vi: 'Chứng chỉ của dịch vụ tại {url} không được tin cậy: {reason}',
    en: 'The certificate of the service at {url} is not trusted: {reason}',
    next: {
      vi: 'Cài lại phần mềm của hãng; hoặc, nếu hãng dùng chứng chỉ tự ký, thêm "selfSigned: true" vào "link" của hồ sơ.',
      en: 'Install the vendor software again; or, if its certificate is self-signed by design, add "selfSigned: true" to the "link" of the profile.',
    },
  },
  'DB-SVC-011': {
    vi: 'Tại {url} không có dịch vụ như hồ sơ mô tả: {reason}',
    en: 'The service at {url} is not the one that the profile describes: {reason}',
    next: {
      vi: 'Kiểm tra địa chỉ trong hồ sơ và phiên bản phần mềm của hãng.',
      en: 'Check the address in the profile and the version of the vendor software.',
    },
  },
  'DB-SVC-012': {
    vi: 'Bản tin gửi đến {url} phải có dạng {example}',
    en: 'A message to {url} must be like {example}',
    next: { vi: 'Sửa "text" của lệnh trong hồ sơ.', en: 'Correct the "text" of the command in the profile.' },
  },
  'DB-KBD-001': {
    vi: 'Không thấy thiết bị gõ phím {path}',
    en: 'The keyboard device {path} is not there',
    next: plugAgain,
  },
  'DB-KBD-002': {
    vi: 'Không có quyền mở thiết bị gõ phím {path}',
    en: 'There is no permission to open the keyboard device {path}',
    next: {
      vi: 'Cài đặt lại deskbridge (quy tắc udev), hoặc thêm tài khoản dịch vụ vào nhóm "input".',
      en: 'Install deskbridge again (its udev rules), or add the service account to the group "input".',
    },
  },
  'DB-KBD-003': {
    vi: 'Thiết bị gõ phím {path} đang do chương trình khác giữ riêng',
    en: 'Another program has the keyboard device {path} to itself',
    next: {
      vi: 'Đóng chương trình đang dùng thiết bị (phần mềm của hãng, trình gán phím), máy tự thử lại.',
      en: 'Close the program that uses it (vendor software, a key mapper); it is tried again by itself.',
    },
  },
  'DB-KBD-004': {
    vi: '{path} là bàn phím duy nhất của máy nên không bị giữ riêng',
    en: '{path} is the only keyboard of this PC, so it is not taken',
    next: {
      vi: 'Cắm bàn phím cho cán bộ; máy tự thử lại.',
      en: 'Plug in a keyboard for the officer; it is tried again by itself.',
    },
  },
  'DB-KBD-005': {
    vi: 'Không chạy được chương trình giữ thiết bị gõ phím: {reason}',
    en: 'The program that takes keyboard devices could not be started: {reason}',
    next: { vi: 'Cài đặt lại deskbridge.', en: 'Install deskbridge again.' },
  },
  'DB-KBD-006': {
    vi: 'Thiết bị gõ phím {path} đã bị rút ra',
    en: 'The keyboard device {path} was unplugged',
    next: checkCable,
  },
  'DB-KBD-007': {
    vi: '{path} không phải thiết bị gõ phím',
    en: '{path} is not a keyboard device',
    next: { vi: 'Kiểm tra thiết bị trong cấu hình.', en: 'Check the device in the configuration.' },
  },
  'DB-KBD-008': {
    vi: 'Chương trình giữ thiết bị gõ phím đã kết thúc ({exit})',
    en: 'The program that takes keyboard devices has ended ({exit})',
    next: tellSupport,
  },
  'DB-KBD-009': {
    vi: 'Thiết bị gõ phím {path} không mở được trong {seconds} giây',
    en: 'The keyboard device {path} did not open within {seconds} s',
    next: plugAgain,
  },
  'DB-KBD-010': {
    vi: 'Thiết bị gõ phím {path} không nhận dữ liệu',
    en: 'The keyboard device {path} takes no data',
    next: {
      vi: 'Bỏ các lệnh khỏi hồ sơ của thiết bị.',
      en: 'Take the commands out of the profile of the device.',
    },
  },
  'DB-KBD-011': {
    vi: 'Trên hệ thống này thiết bị gõ thẳng vào cửa sổ đang mở, không giữ riêng được',
    en: 'On this system the device types into whatever window is open, and cannot be kept from it',
    next: {
      vi: 'Chuyển thiết bị sang chế độ "{to}" bằng mã {code}, rồi cắm lại.',
      en: 'Switch the device to "{to}" with the code {code}, then plug it in again.',
    },
  },
  'DB-KBD-012': {
    vi: 'Trên hệ thống này thiết bị gõ thẳng vào cửa sổ đang mở, không giữ riêng được',
    en: 'On this system the device types into whatever window is open, and cannot be kept from it',
    next: {
      vi: 'Tìm trong sách hướng dẫn cách chuyển sang chế độ HID POS hoặc cổng COM, hoặc dùng máy Linux.',
      en: 'Look in its manual for the mode HID POS or virtual COM port, or use a PC with Linux.',
    },
  },
} as const satisfies Record<string, Entry>
