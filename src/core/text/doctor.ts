import type { Entry } from './entry.ts'

const restart = {
  vi: 'Khởi động lại dịch vụ deskbridge (Linux: systemctl restart deskbridge; Windows: mục Dịch vụ). Việc đã nhận vẫn được giữ.',
  en: 'Restart the service deskbridge (Linux: systemctl restart deskbridge; Windows: Services). What was accepted is kept.',
}
const installAgain = {
  vi: 'Cài đặt lại deskbridge; dữ liệu và danh tính của máy được giữ nguyên.',
  en: 'Install deskbridge again; the data and the identity of this PC stay.',
}
const setClock = {
  vi: 'Chỉnh ngày, giờ và múi giờ của máy này (UTC+7), rồi nhờ cán bộ kỹ thuật đặt máy chủ giờ của trung tâm.',
  en: 'Set date, time and time zone of this PC (UTC+7), then have the time server of the centre entered.',
}
const newCertificate = {
  vi: 'Báo người phụ trách cấp mã đăng ký mới, rồi chạy "deskbridge enrol". Sự kiện vẫn được giữ.',
  en: 'Ask for a new code of enrolment, then run "deskbridge enrol". Events are kept meanwhile.',
}

/** What the doctor finds that no other room tells of. */
const errors = {
  'DB-DCT-001': {
    vi: 'Chương trình trong {folder} đang chạy nhưng không trả lời trong {seconds} giây',
    en: 'The program in {folder} runs, but has not answered for {seconds} s',
    next: restart,
  },
  'DB-DCT-002': {
    vi: 'Không nạp được phần "{part}" của chương trình: {reason}',
    en: 'The part "{part}" of the program cannot be loaded: {reason}',
    next: installAgain,
  },
  'DB-DCT-003': {
    vi: 'Dịch vụ chạy với quá ít luồng cho ổ đĩa ({found}, cần {needed}): UV_THREADPOOL_SIZE chưa được đặt',
    en: 'The service runs with too few threads for the disk ({found}, needs {needed}): UV_THREADPOOL_SIZE is not set',
    next: {
      vi: 'Cài đặt lại deskbridge, hoặc đặt UV_THREADPOOL_SIZE={needed} cho dịch vụ rồi khởi động lại.',
      en: 'Install deskbridge again, or set UV_THREADPOOL_SIZE={needed} for the service and restart it.',
    },
  },
  'DB-DCT-004': {
    vi: 'Thư mục dữ liệu {folder} thuộc về {owner}, tài khoản {user} không dùng được',
    en: 'The data folder {folder} belongs to {owner}; {user} cannot use it',
    next: {
      vi: 'Chạy lệnh này bằng tài khoản quản trị, hoặc trả thư mục cho tài khoản dịch vụ: chown -R deskbridge {folder}',
      en: 'Run this command as administrator, or give the folder to the service account: chown -R deskbridge {folder}',
    },
  },
  'DB-DCT-005': {
    vi: 'Không được đọc hoặc ghi thư mục dữ liệu {folder} ({reason})',
    en: 'The data folder {folder} may not be read or written ({reason})',
    next: {
      vi: 'Cho tài khoản dịch vụ quyền đọc và ghi thư mục này: chmod 700 {folder}',
      en: 'Let the service account read and write this folder: chmod 700 {folder}',
    },
  },
  'DB-DCT-006': {
    vi: 'Tệp {file} thuộc về {owner}, không phải {user}; có người đã chạy deskbridge bằng tài khoản khác',
    en: 'The file {file} belongs to {owner} and not to {user}; somebody ran deskbridge under another account',
    next: {
      vi: 'Trả tất cả cho đúng tài khoản: chown -R {user} {folder}, rồi khởi động lại dịch vụ.',
      en: 'Give all of it to the right account: chown -R {user} {folder}, then restart the service.',
    },
  },
  'DB-DCT-008': {
    vi: 'Sổ ghi do phiên bản mới hơn viết (bảng số {found}, bản này biết đến {known})',
    en: 'The journal was written by a newer version (tables {found}, this one knows {known})',
    next: {
      vi: 'Cập nhật deskbridge lên bản mới nhất của trung tâm; không xóa sổ ghi.',
      en: 'Update deskbridge to the newest version of the centre; do not delete the journal.',
    },
  },
  'DB-DCT-009': {
    vi: 'Đồng hồ máy này lệch {seconds} giây: máy {now}, trung tâm {centre}',
    en: 'The clock of this PC is {seconds} s off: it says {now}, the centre {centre}',
    next: setClock,
  },
  'DB-DCT-010': {
    vi: 'Đồng hồ máy này vừa nhảy (bây giờ là {now}) và chưa so lại được với trung tâm',
    en: 'The clock of this PC has jumped (it says {now} now) and was not compared with the centre since',
    next: {
      vi: 'Kiểm tra ngày giờ của máy; nếu tự nhảy nhiều lần, thay pin CMOS hoặc xem lại máy chủ giờ.',
      en: 'Check date and time of this PC; if it jumps again, change the CMOS battery or look at the time server.',
    },
  },
  'DB-DCT-011': {
    vi: 'Chứng thư của máy này {cert} đã hết hạn lúc {until} (bây giờ là {now}, giờ UTC)',
    en: 'The certificate of this desk {cert} expired at {until} (now is {now}, UTC)',
    next: newCertificate,
  },
  'DB-DCT-012': {
    vi: 'Chứng thư của máy này {cert} chỉ có hiệu lực từ {from}, mà đồng hồ máy là {now} (UTC)',
    en: 'The certificate of this desk {cert} is valid only from {from}, but the clock says {now} (UTC)',
    next: {
      vi: 'Có thể đồng hồ của máy này sai: chỉnh lại ngày giờ.',
      en: 'The clock of this PC may be wrong: set its date and time.',
    },
  },
  'DB-DCT-013': {
    vi: 'Chứng thư của máy này {cert} sẽ hết hạn lúc {until} (còn {days} ngày) mà chưa được gia hạn',
    en: 'The certificate of this desk {cert} ends at {until} (in {days} days) and was not renewed',
    next: {
      vi: 'Kiểm tra máy có nối được trung tâm không; nếu có, báo người phụ trách xem dịch vụ cấp chứng thư.',
      en: 'Check that this PC reaches the centre; if it does, have the service that issues certificates looked at.',
    },
  },
  'DB-DCT-014': {
    vi: 'Chứng thư {cert} là của {found}, còn máy này là {wanted}',
    en: 'The certificate {cert} is for {found}, but this desk is {wanted}',
    next: {
      vi: 'Không chép chứng thư từ máy khác: đăng ký máy này bằng mã riêng ("deskbridge enrol"), hoặc sửa "desk:".',
      en: 'Never copy a certificate from another PC: enrol this one with its own code ("deskbridge enrol"), or correct "desk:".',
    },
  },
  'DB-DCT-015': {
    vi: 'Không tìm được máy chủ tên {host} ({reason})',
    en: 'No machine called {host} can be found ({reason})',
    next: {
      vi: 'Vẫn làm việc được. Kiểm tra chính tả trong "broker: url:", rồi dây mạng và máy chủ tên (DNS) của máy này.',
      en: 'The counter can go on. Check the spelling in "broker: url:", then the network cable and the name server (DNS) of this PC.',
    },
  },
  'DB-DCT-016': {
    vi: 'Máy {host} có, nhưng không có gì ở cổng {port}',
    en: '{host} is there, but nothing listens on its port {port}',
    next: {
      vi: 'Vẫn làm việc được. Kiểm tra số cổng trong "broker: url:" (thường 8883 hoặc 1883); nếu đúng, báo người phụ trách: MQTT chưa chạy.',
      en: 'The counter can go on. Check the port in "broker: url:" (8883 or 1883 as a rule); if it is right, have it checked that the broker runs.',
    },
  },
  'DB-DCT-017': {
    vi: 'Không đến được {host}, cổng {port} ({reason})',
    en: '{host}, port {port}, cannot be reached ({reason})',
    next: {
      vi: 'Vẫn làm việc được. Kiểm tra dây mạng và địa chỉ; nếu máy khác vẫn nối được, nhờ mở cổng này trên tường lửa.',
      en: 'The counter can go on. Check network cable and address; if other PCs reach it, have this port opened in the firewall.',
    },
  },
  'DB-DCT-018': {
    vi: 'Cổng {port} của {host} không dùng TLS',
    en: 'Port {port} of {host} does not speak TLS',
    next: {
      vi: 'Viết đúng cổng TLS trong "broker: url:" (thường 8883). Không đổi sang mqtt:// nếu chưa hỏi người phụ trách.',
      en: 'Write the TLS port into "broker: url:" (8883 as a rule). Do not change to mqtt:// without asking.',
    },
  },
  'DB-DCT-019': {
    vi: 'Cổng {port} của {host} đòi TLS, mà "broker: url:" viết mqtt://',
    en: 'Port {port} of {host} wants TLS, but "broker: url:" says mqtt://',
    next: {
      vi: 'Đổi thành mqtts:// và thêm "ca:", "cert:", "key:" của máy này.',
      en: 'Change it to mqtts:// and add "ca:", "cert:" and "key:" of this desk.',
    },
  },
  'DB-DCT-020': {
    vi: 'Máy chủ nhận đăng ký nghe của máy này nhưng không gửi gì, dù trung tâm đã từng xác nhận',
    en: 'The broker lets this desk subscribe but gives it nothing, though the centre has confirmed before',
    next: {
      vi: 'Báo người phụ trách kiểm tra quyền đọc (ACL) của máy này, nhất là ".../receipts".',
      en: 'Have the read rights (ACL) of this desk at the broker checked, above all ".../receipts".',
    },
  },
  'DB-DCT-021': {
    vi: 'Tệp chính sách của trình duyệt {file} viết sai, không trình duyệt nào đọc được',
    en: 'The browser policy file {file} is malformed; no browser can read it',
    next: {
      vi: 'Chép lại tệp này từ bộ cài (xem install/browser-policy.md), rồi mở lại trình duyệt.',
      en: 'Copy it again from the installation (see install/browser-policy.md), then restart the browser.',
    },
  },
  'DB-DCT-022': {
    vi: 'Chưa có trợ lý nào chạy trong phiên làm việc của cán bộ: cửa sổ mã ghép nối sẽ không mở được',
    en: "No helper runs in an officer's session: windows with pairing codes cannot open",
    next: {
      vi: 'Đăng nhập vào máy; nếu đã đăng nhập, đăng xuất rồi đăng nhập lại, hoặc chạy "deskbridge session".',
      en: 'Log on; whoever is logged on logs off and on again, or runs "deskbridge session".',
    },
  },
  'DB-DCT-023': {
    vi: 'Thiết bị {device} gửi {bytes} byte nhưng không byte nào có nghĩa (tốc độ đang đặt: {baud})',
    en: 'The device {device} has sent {bytes} bytes, and none of them makes sense (speed set: {baud})',
    next: {
      vi: 'Đặt đúng tốc độ (baud) và parity theo sách của thiết bị; máy tự tìm được bằng "deskbridge profile learn".',
      en: 'Set speed (baud) and parity as the manual of the device says; "deskbridge profile learn" can find them.',
    },
  },
  'DB-DCT-024': {
    vi: 'Đường dây của {device} bị nhiễu: {damaged} bản tin hỏng, {good} bản tin tốt',
    en: 'The line of {device} is noisy: {damaged} frames damaged, {good} good',
    next: {
      vi: 'Thay cáp ngắn hơn hoặc có chống nhiễu, tránh xa dây điện, cắm chặt đầu nối.',
      en: 'Use a shorter or shielded cable, keep it away from power lines, and fasten its plugs.',
    },
  },
  'DB-DCT-025': {
    vi: 'Thiết bị {device} nói điều mà cấu hình "{profile}" không biết',
    en: 'The device {device} says what the profile "{profile}" does not know',
    next: {
      vi: 'Chọn đúng cấu hình của thiết bị ("deskbridge profile list"), hoặc dạy máy bằng "deskbridge profile learn".',
      en: 'Choose the profile of this very device ("deskbridge profile list"), or teach it with "deskbridge profile learn".',
    },
  },
  'DB-DCT-026': {
    vi: 'Trong {folder} đang chạy máy {running}, còn cấu hình này là của {wanted}',
    en: 'In {folder} the desk {running} runs, but this configuration is for {wanted}',
    next: restart,
  },
  'DB-DCT-027': {
    vi: 'Đang chạy bản {running}, trên máy đã cài bản {installed}',
    en: 'Version {running} runs, but {installed} is installed',
    next: restart,
  },
  'DB-DCT-028': {
    vi: '{count} sự kiện không gửi được và đang được giữ riêng trên máy này',
    en: '{count} events could not be delivered and are set aside on this PC',
    next: {
      vi: 'Báo người phụ trách: "deskbridge journal quarantine" cho biết vì sao.',
      en: 'Tell your IT contact: "deskbridge journal quarantine" says why.',
    },
  },
  'DB-DCT-029': {
    vi: 'Tệp {file} đã được sửa sau khi chương trình khởi động',
    en: '{file} was changed after the program had started',
    next: restart,
  },
  'DB-DCT-030': {
    vi: 'Ai trên máy này cũng đọc được khóa riêng {key}',
    en: 'Everybody on this PC can read the private key {key}',
    next: {
      vi: 'Chạy: chmod 600 {key}; nếu có người lạ dùng máy, xin cấp chứng thư mới.',
      en: 'Run: chmod 600 {key}; if strangers use this PC, ask for a new certificate.',
    },
  },
} as const

const names = {
  'doctor.program': { vi: 'Nền chạy chương trình (Node)', en: 'What the program runs on (Node)' },
  'doctor.config': { vi: 'Tệp cấu hình', en: 'Configuration' },
  'doctor.modules': { vi: 'Các phần của chương trình', en: 'Parts of the program' },
  'doctor.folder': { vi: 'Thư mục dữ liệu', en: 'Data folder' },
  'doctor.journal': { vi: 'Sổ ghi trên máy này', en: 'Journal of this PC' },
  'doctor.disk': { vi: 'Ổ đĩa', en: 'Disk' },
  'doctor.agent': { vi: 'Chương trình deskbridge', en: 'The deskbridge program' },
  'doctor.network': { vi: 'Mạng của máy này', en: 'Network of this PC' },
  'doctor.name': { vi: 'Tên của máy chủ', en: 'Name of the server' },
  'doctor.way': { vi: 'Đường đến máy chủ', en: 'The way to the server' },
  'doctor.certificate': { vi: 'Chứng thư của máy này', en: 'Certificate of this desk' },
  'doctor.broker': { vi: 'Máy chủ MQTT nhận máy này', en: 'The MQTT broker takes this desk' },
  'doctor.rights': { vi: 'Quyền trên máy chủ', en: 'Rights at the server' },
  'doctor.centre': { vi: 'Trung tâm trả lời', en: 'The centre answers' },
  'doctor.clock': { vi: 'Đồng hồ', en: 'Clock' },
  'doctor.page': { vi: 'Trang của cán bộ', en: "Officer's page" },
  'doctor.browser': { vi: 'Trình duyệt và ứng dụng một cửa', en: 'Browser and one-stop application' },
  'doctor.session': { vi: 'Trợ lý trong phiên làm việc', en: 'Helper in the desktop session' },
  'doctor.device': { vi: 'Thiết bị', en: 'Device' },
  'doctor.card': { vi: 'Đầu đọc thẻ', en: 'Card reader' },
  'doctor.state.good': { vi: 'Tốt', en: 'good' },
  'doctor.state.bad': { vi: 'Lỗi', en: 'bad' },
  'doctor.state.unsure': { vi: 'Chưa rõ', en: 'not sure' },
  'cli.doctor': {
    vi: 'Tìm xem cái gì hỏng và việc đầu tiên phải làm',
    en: 'Find out what is broken, and what to do first',
  },
} as const

/** What the doctor says. */
export const doctorTexts = { ...errors, ...names } as const satisfies Record<string, Entry>
