import { agentJournalTexts } from './agent-journal.ts'
import { agentLearnTexts } from './agent-learn.ts'
import type { Entry } from './entry.ts'

const seeExample = {
  vi: 'Xem ví dụ trong install/README.md; kiểm tra lại bằng "deskbridge config check".',
  en: 'See the example in install/README.md; check again with "deskbridge config check".',
}

export const agentTexts = {
  ...agentJournalTexts,
  ...agentLearnTexts,
  'DB-CFG-001': {
    vi: 'Không đọc được tệp {file}: {reason}',
    en: 'Cannot read {file}: {reason}',
    next: { vi: 'Kiểm tra đường dẫn và quyền đọc.', en: 'Check the path and its permissions.' },
  },
  'DB-CFG-002': {
    vi: 'Không được đặt tên quầy là "{name}"',
    en: 'A desk may not be called "{name}"',
    next: { vi: 'Chọn tên khác, ví dụ quay-05.', en: 'Choose another name, e.g. quay-05.' },
  },
  'DB-CFG-003': {
    vi: 'Tên "{name}" bị dùng hai lần',
    en: 'The name "{name}" is used twice',
    next: { vi: 'Đặt mỗi thứ một tên riêng.', en: 'Give each its own name.' },
  },
  'DB-CFG-004': {
    vi: 'Không có quầy "{name}" trong "counters" (gần nhất: {nearest}; có: {known})',
    en: 'There is no counter "{name}" in "counters" (nearest: {nearest}; known: {known})',
    next: seeExample,
  },
  'DB-CFG-005': {
    vi: 'Không có mô tả thiết bị "{name}" (gần nhất: {nearest})',
    en: 'There is no device profile "{name}" (nearest: {nearest})',
    next: { vi: 'Xem danh sách bằng "deskbridge profile list".', en: 'See the list with "deskbridge profile list".' },
  },
  'DB-CFG-006': {
    vi: 'Thiết bị "{device}" cần đúng một cách tìm: "port" (cổng nối tiếp), "tcp", hoặc "place"/"serial" (ổ cắm, số sê-ri)',
    en: 'The device "{device}" needs exactly one way to it: "port" (a serial port), "tcp", or "place"/"serial" (socket, number)',
    next: seeExample,
  },
  'DB-CFG-007': {
    vi: 'Bộ {levels} mức cần có tên riêng trong "scale"',
    en: 'A set of {levels} levels needs its own name in "scale"',
    next: { vi: 'Thêm ví dụ: scale: "{levels}-2025".', en: 'Add for example: scale: "{levels}-2025".' },
  },
  'DB-CFG-008': {
    vi: 'Không biết thiết bị "{profile}" làm việc gì ở quầy',
    en: 'It is not clear what the device "{profile}" does at the counter',
    next: { vi: 'Thêm "role": một trong {roles}.', en: 'Add "role": one of {roles}.' },
  },
  'DB-CFG-009': {
    vi: 'Thiết bị "{profile}" nối qua {way}; bản này chưa nối được như vậy',
    en: 'The device "{profile}" is joined by {way}, which this version cannot do yet',
    next: {
      vi: 'Bỏ thiết bị này khỏi cấu hình, hoặc dùng thiết bị nối theo cách khác.',
      en: 'Leave this device out of the configuration, or use one that is joined in another way.',
    },
  },
  'DB-CFG-010': {
    vi: 'Thiết bị "{profile}" không có địa chỉ trên đường truyền',
    en: 'The device "{profile}" has no addresses on its line',
    next: { vi: 'Bỏ "addresses".', en: 'Remove "addresses".' },
  },
  'DB-CFG-011': {
    vi: 'Thiết bị "{profile}" cần ít nhất một địa chỉ, từ {lowest} đến {highest}',
    en: 'The device "{profile}" needs at least one address, from {lowest} to {highest}',
    next: {
      vi: 'Ghi địa chỉ và quầy của từng bộ, ví dụ: addresses: { 1: 5, 2: 6 }.',
      en: 'Write the address and the counter of each, for example: addresses: { 1: 5, 2: 6 }.',
    },
  },
  'DB-CFG-012': {
    vi: '"{key}" đã có trong bộ mức đánh giá "set"',
    en: '"{key}" is part of the level set "set" already',
    next: { vi: 'Bỏ "{key}".', en: 'Remove "{key}".' },
  },
  'DB-AGT-001': {
    vi: 'Không hỏi được chương trình đang chạy trong {folder}',
    en: 'No running deskbridge answers in {folder}',
    next: { vi: 'Khởi động bằng "deskbridge run".', en: 'Start it with "deskbridge run".' },
  },
  'DB-AGT-002': {
    vi: 'deskbridge cần Node {needed}, đang chạy Node {found}',
    en: 'deskbridge needs Node {needed}, this is Node {found}',
    next: {
      vi: 'Chạy qua "npm start" hoặc "npx deskbridge": Node đúng đi kèm gói.',
      en: 'Run it with "npm start" or "npx deskbridge": the right Node comes with the package.',
    },
  },
  'DB-CFG-013': {
    vi: 'Không có thư mục {folder}',
    en: 'There is no folder {folder}',
    next: { vi: 'Kiểm tra đường dẫn, hoặc tạo thư mục này.', en: 'Check the path, or make the folder.' },
  },
  'DB-CFG-014': {
    vi: 'Thiết bị này cần phần "{module}", mà "modules" chỉ cho phép: {modules}',
    en: 'This device needs the module "{module}", but "modules" allows only: {modules}',
    next: {
      vi: 'Thêm "{module}" vào "modules", hoặc bỏ thiết bị.',
      en: 'Add "{module}" to "modules", or leave the device out.',
    },
  },
  'DB-AGT-009': {
    vi: 'Chương trình đang chạy không hiểu yêu cầu này',
    en: 'The running program does not understand this request',
    next: { vi: 'Cập nhật để hai bên cùng phiên bản.', en: 'Update, so that both are of one version.' },
  },
  'DB-AGT-003': {
    vi: 'Lỗi ngoài dự kiến: {reason}',
    en: 'Something unexpected happened: {reason}',
    next: {
      vi: 'Chạy "deskbridge doctor" và gửi kết quả cho người phụ trách.',
      en: 'Run "deskbridge doctor" and send its result to your IT contact.',
    },
  },
  'DB-AGT-004': {
    vi: 'Quầy "{counter}" không có trên máy này',
    en: 'This desk has no counter "{counter}"',
    next: seeExample,
  },
  'DB-AGT-005': {
    vi: 'Ổ đĩa chứa {folder} chỉ còn {free} MB',
    en: 'The disk of {folder} has only {free} MB left',
    next: { vi: 'Xóa bớt tệp không cần trên ổ đĩa này.', en: 'Delete files that are not needed from this disk.' },
  },
  'DB-AGT-006': {
    vi: 'Lệnh này chạy với quyền quản trị nhưng không thể làm việc như chủ của {folder} (số {owner})',
    en: 'This command runs as root and cannot act as the owner of {folder} (number {owner})',
    next: {
      vi: 'Chạy lại với tài khoản đó: sudo -u deskbridge deskbridge …',
      en: 'Run it again as that user: sudo -u deskbridge deskbridge …',
    },
  },
  'DB-AGT-007': {
    vi: 'Thiết bị ở {path} không còn được cắm, hoặc đã được dùng',
    en: 'The device at {path} is no longer plugged in, or is in use already',
    next: { vi: 'Cắm lại thiết bị rồi xem lại danh sách.', en: 'Plug it in again and look at the list once more.' },
  },
  'DB-AGT-008': {
    vi: 'Thiết bị "{device}" không có trong danh sách đã nhận',
    en: 'No device "{device}" was taken into use by a click',
    next: {
      vi: 'Thiết bị ghi trong deskbridge.yaml thì bỏ ở đó.',
      en: 'Remove a device that stands in deskbridge.yaml there.',
    },
  },
  'cli.about': {
    vi: 'deskbridge: nối thiết bị quầy với máy chủ của trung tâm',
    en: 'deskbridge: joins the devices of a counter to the centre',
  },
  'cli.run': { vi: 'Chạy quầy theo tệp cấu hình', en: 'Run a desk by its configuration file' },
  'cli.demo': {
    vi: 'Chạy thử với quầy ảo và trung tâm đi kèm',
    en: 'Try it with a virtual desk and the built-in centre',
  },
  'cli.config': { vi: 'Tệp cấu hình', en: 'The configuration file' },
  'cli.config.check': { vi: 'Kiểm tra tệp cấu hình', en: 'Check a configuration file' },
  'cli.config.good': {
    vi: '{file}: đúng ({counters} quầy, {devices} thiết bị)',
    en: '{file}: good ({counters} counters, {devices} devices)',
  },
  'cli.config.origins': {
    vi: 'Các ứng dụng mà trình duyệt của máy này phải cho truy cập',
    en: 'The applications that browsers of this PC must let in',
  },
  'cli.devices': { vi: 'Thiết bị của quầy đang chạy', en: 'The devices of the running desk' },
  'cli.devices.none': { vi: 'Chưa khai báo thiết bị nào', en: 'No device is configured' },
  'cli.devices.offer': {
    vi: 'Đang cắm, chưa dùng: {name}. Để dùng: deskbridge devices adopt {path} --counter QUẦY',
    en: 'Plugged in, not in use: {name}. To use it: deskbridge devices adopt {path} --counter COUNTER',
  },
  'cli.devices.doubt': {
    vi: 'Đang cắm, chưa rõ là gì: {path}. Nhiều cấu hình cùng khớp: {profiles}',
    en: 'Plugged in, but it is not clear what it is: {path}. Several profiles fit: {profiles}',
  },
  'cli.devices.adopt': { vi: 'nhận một thiết bị đang cắm vào dùng', en: 'take a device that is plugged in into use' },
  'cli.devices.adopt.path': {
    vi: 'đường dẫn mà "deskbridge devices" đã hiện',
    en: 'the path that "deskbridge devices" shows',
  },
  'cli.devices.adopt.counter': { vi: 'quầy của thiết bị', en: 'the counter that it belongs to' },
  'cli.devices.adopt.role': { vi: 'việc của thiết bị ở quầy', en: 'what it is for at the counter' },
  'cli.devices.adopt.key': {
    vi: 'việc của một phím, ví dụ left=recall; có thể ghi nhiều lần',
    en: 'what a key means, e.g. left=recall; may be given several times',
  },
  'cli.devices.adopted': {
    vi: 'Đã nhận {device} cho quầy {counter}',
    en: '{device} is in use at counter {counter}',
  },
  'cli.devices.release': {
    vi: 'thôi dùng một thiết bị đã nhận',
    en: 'stop using a device that was taken into use',
  },
  'cli.devices.release.name': { vi: 'tên thiết bị', en: 'the name of the device' },
  'cli.devices.released': { vi: 'Đã thôi dùng {device}', en: '{device} is no longer in use' },
  'device.state.absent': { vi: 'chưa cắm', en: 'absent' },
  'device.state.opening': { vi: 'đang mở', en: 'opening' },
  'device.state.ready': { vi: 'sẵn sàng', en: 'ready' },
  'device.state.lost': { vi: 'mất liên lạc', en: 'lost' },
  'device.role.call-keypad': { vi: 'bàn phím gọi số', en: 'call keypad' },
  'device.role.rating-pad': { vi: 'bàn đánh giá', en: 'rating pad' },
  'device.role.display': { vi: 'màn hình khách', en: 'customer display' },
  'device.role.scanner': { vi: 'máy quét mã', en: 'scanner' },
  'cli.devices.ports': {
    vi: 'liệt kê các cổng nối tiếp và thiết bị HID đang cắm vào máy này',
    en: 'list the serial ports of this PC and the HID devices that are plugged in',
  },
  'cli.devices.no-ports': {
    vi: 'Máy này không có cổng nối tiếp hay thiết bị HID nào',
    en: 'This PC has no serial port and no HID device',
  },
  'cli.centre': { vi: 'Đầu trung tâm', en: 'The other end' },
  'cli.centre.serve': { vi: 'Chạy trung tâm mẫu', en: 'Run the reference centre' },
  'cli.centre.ready': {
    vi: 'Trung tâm mẫu chạy tại {url}, dữ liệu ở {folder}',
    en: 'Reference centre at {url}, data in {folder}',
  },
  'cli.centre.web': {
    vi: 'Các trang của trung tâm: {url} (lay-so, bang, danh-gia, quan-ly)',
    en: 'The pages of the centre: {url} (lay-so, bang, danh-gia, quan-ly)',
  },
  'cli.option.web': {
    vi: 'phục vụ các trang lấy số, màn hình, đánh giá và quản lý ở cổng này',
    en: 'serve the pages for tickets, displays, rating and the operator on this port',
  },
  'cli.option.web-host': { vi: 'địa chỉ mạng của các trang', en: 'the address that the pages listen on' },
  'cli.option.web-name': {
    vi: 'tên máy chủ mà mọi người gõ, ví dụ trungtam.lan',
    en: 'the names that people type, e.g. trungtam.lan',
  },
  'cli.option.operator-password-file': {
    vi: 'tệp chứa mật khẩu trang quản lý (ít nhất 10 ký tự)',
    en: "a file with the password of the operator's page (at least 10 letters)",
  },
  'cli.centre.metrics': { vi: 'Số liệu cho Prometheus: {url}', en: 'Metrics for Prometheus: {url}' },
  'cli.option.metrics': {
    vi: 'cổng cho số liệu Prometheus, chỉ máy này đọc được',
    en: 'a port for the metrics of Prometheus; only this machine can read them',
  },
  'cli.option.voice': { vi: 'thư mục âm tiết đã ghi cho loa', en: 'the folder of recorded syllables for the voice' },
  'cli.option.config': { vi: 'tệp cấu hình', en: 'configuration file' },
  'cli.option.json': { vi: 'in ra JSON cho máy đọc', en: 'print JSON for programs' },
  'cli.option.lang': { vi: 'ngôn ngữ: vi hoặc en', en: 'language: vi or en' },
  'cli.option.port': { vi: 'cổng', en: 'port' },
  'cli.option.data': { vi: 'thư mục dữ liệu', en: 'data folder' },
  'cli.option.broker': {
    vi: 'dùng máy chủ MQTT này thay cho máy chủ đi kèm',
    en: 'use this MQTT broker instead of the built-in one',
  },
  'cli.option.tickets': { vi: 'số phiếu luôn chờ sẵn', en: 'tickets that always stand in line' },
  'cli.option.check': { vi: 'tự chạy thử và đối chiếu, không cần người', en: 'run unattended and compare all counts' },
  'cli.run.ready': {
    vi: 'Quầy {desk} đang chạy ({counters} quầy, {devices} thiết bị). Dừng: Ctrl-C',
    en: 'Desk {desk} is running ({counters} counters, {devices} devices). Stop: Ctrl-C',
  },
  'cli.run.stopped': { vi: 'Đã dừng', en: 'Stopped' },
} as const satisfies Record<string, Entry>
