import { checkCable, tellSupport } from './device-steps.ts'
import type { Entry } from './entry.ts'

const checkNetwork = {
  vi: 'Kiểm tra dây mạng, nguồn của thiết bị và địa chỉ trong cấu hình.',
  en: 'Check the network cable, the power of the device and the address in the configuration.',
}

export const busTexts = {
  'DB-BUS-001': {
    vi: 'Kết nối đã được đóng theo yêu cầu',
    en: 'The connection was closed on request',
    next: { vi: 'Không cần làm gì.', en: 'Nothing to do.' },
  },
  'DB-BUS-002': {
    vi: 'Việc mở kết nối đã được hủy',
    en: 'Opening the connection was given up',
    next: { vi: 'Không cần làm gì.', en: 'Nothing to do.' },
  },
  'DB-BUS-003': {
    vi: 'Chương trình đang dừng nên không mở kết nối mới',
    en: 'The program is stopping and opens no new connection',
    next: { vi: 'Khởi động lại deskbridge nếu cần.', en: 'Start deskbridge again if needed.' },
  },
  'DB-BUS-004': {
    vi: 'Loại kết nối của thiết bị này đã bị tắt trong cấu hình',
    en: 'Connections of this kind are switched off in the configuration',
    next: {
      vi: 'Thêm loại này vào "modules" trong deskbridge.yaml, hoặc bỏ thiết bị.',
      en: 'Add the kind to "modules" in deskbridge.yaml, or release the device.',
    },
  },
  'DB-SER-001': {
    vi: 'Không thấy cổng {port}',
    en: 'There is no port {port}',
    next: {
      vi: 'Cắm lại cáp của thiết bị, bật nguồn, rồi xem tên cổng bằng lệnh deskbridge devices --ports.',
      en: 'Plug the device in again, switch it on, then look up the port name with deskbridge devices --ports.',
    },
  },
  'DB-SER-002': {
    vi: 'Không có quyền mở cổng {port}',
    en: 'No permission to open port {port}',
    next: {
      vi: 'Thêm tài khoản chạy deskbridge vào nhóm {group} (usermod -aG {group} deskbridge) rồi khởi động lại dịch vụ.',
      en: 'Add the account that runs deskbridge to the group {group} (usermod -aG {group} deskbridge) and restart the service.',
    },
  },
  'DB-SER-003': {
    vi: 'Cổng {port} đang được chương trình khác sử dụng ({program})',
    en: 'Port {port} is in use by another program ({program})',
    next: {
      vi: 'Đóng phần mềm của hãng hoặc chương trình đang dùng thiết bị này; máy tự thử lại.',
      en: 'Close the vendor software or whatever else uses this device; it is tried again by itself.',
    },
  },
  'DB-SER-004': {
    vi: 'Thiết lập "{setting}" = {value} không dùng được cho cổng nối tiếp (cần {allowed})',
    en: 'The setting "{setting}" = {value} cannot be used for a serial port (needs {allowed})',
    next: {
      vi: 'Sửa thiết lập này trong hồ sơ thiết bị hoặc trong cấu hình.',
      en: 'Correct this setting in the device profile or in the configuration.',
    },
  },
  'DB-SER-005': {
    vi: 'Không mở được cổng {port}: {reason}',
    en: 'Port {port} could not be opened: {reason}',
    next: checkCable,
  },
  'DB-SER-006': {
    vi: 'Mất kết nối với cổng {port}: {reason}',
    en: 'Port {port} was lost: {reason}',
    next: checkCable,
  },
  'DB-SER-007': {
    vi: 'Thiết bị ở cổng {port} không nhận dữ liệu trong {seconds} giây',
    en: 'The device at port {port} has taken no data for {seconds} s',
    next: {
      vi: 'Tắt và bật lại thiết bị; kiểm tra cáp và thiết lập "flow" trong hồ sơ.',
      en: 'Switch the device off and on; check the cable and the "flow" setting of the profile.',
    },
  },
  'DB-SER-008': {
    vi: 'Quá nhiều dữ liệu đang chờ gửi đến cổng {port} (tối đa {limit} byte)',
    en: 'Too much data is waiting to be sent to port {port} (at most {limit} bytes)',
    next: tellSupport,
  },
  'DB-SER-009': {
    vi: 'Tiến trình cổng nối tiếp đã kết thúc ({exit})',
    en: 'The serial process has ended ({exit})',
    next: tellSupport,
  },
  'DB-SER-010': {
    vi: 'Tiến trình cổng nối tiếp bị treo và đã được dừng',
    en: 'The serial process hung and was ended',
    next: tellSupport,
  },
  'DB-SER-011': {
    vi: 'Không khởi động được tiến trình cổng nối tiếp: {reason}',
    en: 'The serial process could not be started: {reason}',
    next: { vi: 'Cài đặt lại deskbridge.', en: 'Install deskbridge again.' },
  },
  'DB-SER-012': {
    vi: 'Cổng {port} không mở được trong {seconds} giây',
    en: 'Port {port} did not open within {seconds} s',
    next: checkCable,
  },
  'DB-SER-013': {
    vi: 'Một chương trình khác cũng đang đọc cổng {port} và lấy mất dữ liệu ({program})',
    en: 'Another program reads port {port} as well and takes bytes away ({program})',
    next: {
      vi: 'Đóng hoặc gỡ chương trình đó (thường là ModemManager, brltty hoặc phần mềm của hãng).',
      en: 'Close or remove that program (often ModemManager, brltty or software of the vendor).',
    },
  },
  'DB-HID-001': {
    vi: 'Không thấy thiết bị HID {port}',
    en: 'There is no HID device {port}',
    next: {
      vi: 'Cắm lại cáp của thiết bị, rồi xem thiết bị bằng lệnh deskbridge devices --ports.',
      en: 'Plug the device in again, then look it up with deskbridge devices --ports.',
    },
  },
  'DB-HID-002': {
    vi: 'Không có quyền mở thiết bị HID {port}',
    en: 'No permission to open HID device {port}',
    next: {
      vi: 'Cài quy tắc udev cho phép tài khoản chạy deskbridge đọc và ghi /dev/hidraw*, rồi cắm lại thiết bị.',
      en: 'Install the udev rule that lets the account of deskbridge read and write /dev/hidraw*, then plug the device in again.',
    },
  },
  'DB-HID-003': {
    vi: 'Windows giữ riêng bàn phím và chuột, không mở được {port}',
    en: 'Windows keeps keyboards and mice for itself and does not let {port} be opened',
    next: {
      vi: 'Quét mã thiết lập của thiết bị để chuyển sang chế độ HID-POS hoặc cổng nối tiếp; xem hướng dẫn của hãng.',
      en: 'Switch the device to HID-POS or to a serial port with the setup code in its manual.',
    },
  },
  'DB-HID-004': {
    vi: 'Thiết bị HID {port} đang được chương trình khác sử dụng',
    en: 'HID device {port} is in use by another program',
    next: {
      vi: 'Đóng phần mềm của hãng hoặc chương trình đang dùng thiết bị này; máy tự thử lại.',
      en: 'Close the vendor software or whatever else uses this device; it is tried again by itself.',
    },
  },
  'DB-HID-005': {
    vi: 'Không mở được thiết bị HID {port}: {reason}',
    en: 'HID device {port} could not be opened: {reason}',
    next: checkCable,
  },
  'DB-HID-006': {
    vi: 'Mất kết nối với thiết bị HID {port}: {reason}',
    en: 'HID device {port} was lost: {reason}',
    next: checkCable,
  },
  'DB-HID-007': {
    vi: 'Thiết bị HID {port} không nhận dữ liệu trong {seconds} giây',
    en: 'HID device {port} has taken no data for {seconds} s',
    next: { vi: 'Rút và cắm lại thiết bị.', en: 'Pull the device and plug it in again.' },
  },
  'DB-HID-008': {
    vi: 'Quá nhiều dữ liệu đang chờ gửi đến thiết bị HID {port} (tối đa {limit} byte)',
    en: 'Too much data is waiting to be sent to HID device {port} (at most {limit} bytes)',
    next: tellSupport,
  },
  'DB-HID-009': {
    vi: 'Tiến trình HID đã kết thúc ({exit})',
    en: 'The HID process has ended ({exit})',
    next: tellSupport,
  },
  'DB-HID-010': {
    vi: 'Tiến trình HID bị treo và đã được dừng',
    en: 'The HID process hung and was ended',
    next: tellSupport,
  },
  'DB-HID-011': {
    vi: 'Không khởi động được tiến trình HID: {reason}',
    en: 'The HID process could not be started: {reason}',
    next: { vi: 'Cài đặt lại deskbridge.', en: 'Install deskbridge again.' },
  },
  'DB-HID-012': {
    vi: 'Thiết bị HID {port} không mở được trong {seconds} giây',
    en: 'HID device {port} did not open within {seconds} s',
    next: checkCable,
  },
  'DB-HID-013': {
    vi: 'Thiếu thư viện của hệ thống để dùng thiết bị HID: {reason}',
    en: 'A system library that HID devices need is missing: {reason}',
    next: {
      vi: 'Trên Linux: cài gói libusb-1.0-0 và libudev1. Trên Windows: cài đặt lại deskbridge.',
      en: 'On Linux install the packages libusb-1.0-0 and libudev1. On Windows install deskbridge again.',
    },
  },
  'DB-HID-014': {
    vi: 'Thiết bị HID {port} không nhận báo cáo số {report}: {reason}',
    en: 'HID device {port} refused report {report}: {reason}',
    next: {
      vi: 'Kiểm tra số và độ dài báo cáo trong hồ sơ thiết bị.',
      en: 'Check the number and the length of the report in the device profile.',
    },
  },
  'DB-TCP-001': {
    vi: 'Thiết bị tại {host}:{port} từ chối kết nối',
    en: 'The device at {host}:{port} refused the connection',
    next: checkNetwork,
  },
  'DB-TCP-002': {
    vi: 'Thiết bị tại {host}:{port} không trả lời trong {seconds} giây',
    en: 'The device at {host}:{port} did not answer within {seconds} s',
    next: checkNetwork,
  },
  'DB-TCP-003': {
    vi: 'Không tìm thấy máy có tên {host}',
    en: 'No machine is called {host}',
    next: checkNetwork,
  },
  'DB-TCP-004': {
    vi: 'Không kết nối được {host}:{port}: {reason}',
    en: '{host}:{port} could not be reached: {reason}',
    next: checkNetwork,
  },
  'DB-TCP-005': {
    vi: 'Thiết bị tại {host}:{port} đã đóng kết nối',
    en: 'The device at {host}:{port} closed the connection',
    next: checkNetwork,
  },
  'DB-TCP-006': {
    vi: 'Mất kết nối với {host}:{port}: {reason}',
    en: 'The connection to {host}:{port} was lost: {reason}',
    next: checkNetwork,
  },
  'DB-TCP-007': {
    vi: 'Thiết bị tại {host}:{port} không nhận dữ liệu trong {seconds} giây',
    en: 'The device at {host}:{port} has taken no data for {seconds} s',
    next: checkNetwork,
  },
  'DB-TCP-008': {
    vi: 'Quá nhiều dữ liệu đang chờ gửi đến {host}:{port} (tối đa {limit} byte)',
    en: 'Too much data is waiting to be sent to {host}:{port} (at most {limit} bytes)',
    next: tellSupport,
  },
} as const satisfies Record<string, Entry>
