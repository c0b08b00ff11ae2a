import type { Entry } from './entry.ts'

const checkCable = {
  vi: 'Kiểm tra cáp và nguồn của thiết bị; máy tự kết nối lại.',
  en: 'Check the cable and the power of the device; the connection comes back by itself.',
}
const tellSupport = {
  vi: 'Máy tự thử lại. Nếu lặp lại nhiều lần, gửi gói hỗ trợ cho bộ phận kỹ thuật.',
  en: 'It is tried again by itself. If it keeps happening, send a support bundle to the technical team.',
}
const checkNetwork = {
  vi: 'Kiểm tra dây mạng, nguồn của thiết bị và địa chỉ trong cấu hình.',
  en: 'Check the network cable, the power of the device and the address in the configuration.',
}

const startService = {
  vi: 'Mở phần mềm của hãng trên máy này, kiểm tra cáp của thiết bị; máy tự kết nối lại.',
  en: 'Start the vendor software on this PC and check the cable of the device; the connection comes back by itself.',
}

const plugAgain = {
  vi: 'Rút ra cắm lại thiết bị; máy tự kết nối lại.',
  en: 'Unplug the device and plug it in again; the connection comes back by itself.',
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
  'DB-DEV-001': {
    vi: 'Mở thiết bị {device} không thành công: {reason}',
    en: 'Device {device} could not be opened: {reason}',
    next: tellSupport,
  },
  'DB-DEV-002': {
    vi: 'Phím "{key}" của thiết bị {device} chưa được gán việc gì',
    en: 'The key "{key}" of device {device} has no meaning yet',
    next: {
      vi: 'Gán phím này trong mục "keys" của thiết bị trong cấu hình.',
      en: 'Give this key a meaning under "keys" of the device in the configuration.',
    },
  },
  'DB-DEV-003': {
    vi: 'Thao tác từ thiết bị {device} chưa được lưu: {reason}',
    en: 'The press on device {device} was not stored: {reason}',
    next: {
      vi: 'Bấm lại; nếu vẫn lỗi, báo bộ phận kỹ thuật.',
      en: 'Press again; if it fails again, tell the technical team.',
    },
  },
  'DB-DEV-004': {
    vi: 'Hồ sơ của thiết bị {device} gặp lỗi: {reason}',
    en: 'The profile of device {device} failed: {reason}',
    next: {
      vi: 'Kiểm tra hồ sơ bằng lệnh deskbridge profile lint.',
      en: 'Check the profile with deskbridge profile lint.',
    },
  },
  'DB-DEV-005': {
    vi: 'Quá nhiều lệnh đang chờ gửi đến thiết bị {device} (tối đa {limit})',
    en: 'Too many writes are waiting for device {device} (at most {limit})',
    next: checkCable,
  },
  'DB-DEV-006': {
    vi: 'Thiết bị {device} không trả lời',
    en: 'Device {device} does not answer',
    next: checkCable,
  },
  'DB-DEV-007': {
    vi: 'Không xem được danh sách thiết bị đang cắm',
    en: 'Cannot see what is plugged in',
    next: tellSupport,
  },
  'DB-DEV-008': {
    vi: 'Thiết bị chưa được cắm vào máy này',
    en: 'The device is not plugged into this PC',
    next: {
      vi: 'Cắm thiết bị vào đúng ổ cắm của nó.',
      en: 'Plug it into its own socket.',
    },
  },
  'DB-DEV-009': {
    vi: 'Có nhiều thiết bị giống nhau, chưa biết cái nào thuộc quầy này',
    en: 'There are several devices of this kind; which one belongs to this counter is not known',
    next: {
      vi: 'Bấm một phím bất kỳ trên thiết bị của quầy này.',
      en: 'Press any key on the device of this counter.',
    },
  },
  'DB-DEV-010': {
    vi: 'Có nhiều thiết bị giống nhau; thiết bị của quầy khác đang được hỏi trước',
    en: 'There are several devices of this kind; the one of another counter is asked for first',
    next: {
      vi: 'Chờ đến lượt: trang sẽ nhắc bấm phím.',
      en: 'Wait for your turn: the page will ask for a press.',
    },
  },
  'device.sign.serving.1': { vi: 'Mời số {ticket}', en: 'Ticket {ticket}' },
  'device.sign.serving.2': { vi: 'Đến quầy {counter}', en: 'to counter {counter}' },
  'device.sign.idle.1': { vi: 'Quầy {counter}', en: 'Counter {counter}' },
  'device.sign.paused.1': { vi: 'Quầy tạm thời đóng', en: 'Counter paused' },
  'device.sign.closed.1': { vi: 'Quầy đóng', en: 'Counter closed' },
} as const satisfies Record<string, Entry>
