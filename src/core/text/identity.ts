import type { Entry } from './entry.ts'

const newCode = {
  vi: 'Xin mã mới: trên máy chủ trung tâm chạy "deskbridge centre code --desk TÊN-MÁY", rồi nhập mã tại máy này.',
  en: 'Get a new code: run "deskbridge centre code --desk NAME" on the server of the centre, and type it here.',
}
const askIt = { vi: 'Báo bộ phận CNTT của trung tâm.', en: 'Tell the IT people of the centre.' }
const network = {
  vi: 'Kiểm tra địa chỉ, dây mạng và tường lửa; trên máy chủ phải đang chạy "deskbridge centre serve --enrol".',
  en: 'Check the address, the network and the firewall; "deskbridge centre serve --enrol" must run on the server.',
}

export const identityTexts = {
  'DB-IDN-001': {
    vi: 'Máy này chưa được ghi nhận tại trung tâm; dữ liệu vẫn được giữ an toàn trên máy',
    en: 'This PC is not enrolled at the centre; what happens here is kept safely on it',
    next: newCode,
  },
  'DB-IDN-002': {
    vi: 'Không đọc được danh tính của máy này trong {folder}: {reason}',
    en: 'The identity of this PC in {folder} cannot be read: {reason}',
    next: newCode,
  },
  'DB-IDN-003': {
    vi: 'Máy chủ ghi nhận {server} không trả lời: {reason}',
    en: 'The enrolment server {server} does not answer: {reason}',
    next: network,
  },
  'DB-IDN-004': {
    vi: 'Máy chủ {server} không có chứng thư của trung tâm này: {reason}',
    en: 'The server {server} has no certificate of this centre: {reason}',
    next: {
      vi: 'Kiểm tra địa chỉ và đồng hồ của máy này. Nếu đúng cả, báo bộ phận CNTT: có thể có máy giả mạo.',
      en: 'Check the address and the clock of this PC. If both are right, tell IT: another machine may pose as it.',
    },
  },
  'DB-IDN-005': {
    vi: 'Máy chủ {server} không nhận mã này',
    en: 'The server {server} does not take this code',
    next: {
      vi: 'Mã dùng một lần, trong 15 phút, cho đúng một máy; sai năm lần thì mã bị khóa. Hãy xin mã mới.',
      en: 'A code is good once, for 15 minutes, for one desk; five wrong tries lock it. Get a new one.',
    },
  },
  'DB-IDN-006': {
    vi: 'Máy chủ trả về chứng thư không đọc được: {reason}',
    en: 'What the server sent as certificates cannot be read: {reason}',
    next: askIt,
  },
  'DB-IDN-007': {
    vi: 'Chứng thư nhận được không dùng được: {reason}',
    en: 'The certificate that was sent cannot be used: {reason}',
    next: askIt,
  },
  'DB-IDN-008': {
    vi: 'Máy chủ {server} chưa cấp chứng thư; hãy thử lại sau {seconds} giây',
    en: 'The server {server} does not issue the certificate yet; try again in {seconds} seconds',
    next: {
      vi: 'Có thể phải có người tại trung tâm chấp thuận.',
      en: 'Somebody at the centre may have to agree first.',
    },
  },
  'DB-IDN-009': {
    vi: 'Máy chủ {server} từ chối ({status}): {reason}',
    en: 'The server {server} refuses ({status}): {reason}',
    next: newCode,
  },
  'DB-IDN-010': {
    vi: 'Máy chủ {server} không biết mã của {desk}: mã gõ sai, hoặc đó không phải máy chủ của trung tâm',
    en: 'The server {server} does not know the code of {desk}: it was mistyped, or this is not the centre',
    next: {
      vi: 'Gõ lại mã thật cẩn thận. Nếu vẫn vậy, kiểm tra địa chỉ và báo bộ phận CNTT.',
      en: 'Type the code again with care. If it stays so, check the address and tell IT.',
    },
  },
  'DB-IDN-011': {
    vi: 'Tại {server} không có máy chủ ghi nhận của deskbridge (trả lời {status})',
    en: 'There is no enrolment server of deskbridge at {server} (it answers {status})',
    next: {
      vi: 'Kiểm tra địa chỉ. Với máy chủ EST của bên khác, thêm --ca TỆP.',
      en: 'Check the address. For an EST server of somebody else add --ca FILE.',
    },
  },
  'DB-IDN-012': {
    vi: 'Mã phải có 16 chữ và số, như 7K3M-Q0ZV-2B8D-XW4T',
    en: 'A code has 16 letters and digits, like 7K3M-Q0ZV-2B8D-XW4T',
    next: { vi: 'Gõ lại mã như đã in.', en: 'Type it as it was printed.' },
  },
  'DB-IDN-013': {
    vi: 'Máy chủ tin nhắn {broker} không nhận chứng thư mới: {reason}',
    en: 'The broker {broker} does not take the new certificate: {reason}',
    next: {
      vi: 'Chứng thư cũ vẫn được dùng; máy sẽ tự thử lại. Nếu lặp lại nhiều ngày, báo bộ phận CNTT.',
      en: 'The old one stays in use, and the desk tries again by itself. If it goes on for days, tell IT.',
    },
  },
  'DB-IDN-014': {
    vi: 'Chứng thư của máy này đã hết hạn ngày {until}; dữ liệu vẫn được giữ an toàn trên máy',
    en: 'The certificate of this PC ended on {until}; what happens here is kept safely on it',
    next: {
      vi: 'Máy sẽ tự gia hạn khi liên lạc được với trung tâm. Nếu không được, hãy xin mã mới.',
      en: 'It is renewed by itself when the centre can be reached. If that fails, get a new code.',
    },
  },
  'DB-IDN-015': {
    vi: 'Máy này được ghi nhận là {enrolled}, nhưng tệp cấu hình nói {written}',
    en: 'This PC is enrolled as {enrolled}, but its configuration says {written}',
    next: {
      vi: 'Sửa tên trong deskbridge.yaml, hoặc ghi nhận lại máy với tên mới.',
      en: 'Correct the names in deskbridge.yaml, or enrol this PC anew under the other name.',
    },
  },
  'DB-IDN-016': {
    vi: '"{name}" không có nghĩa khi thiếu "url" của máy chủ tin nhắn',
    en: '"{name}" means nothing without the "url" of the broker',
    next: {
      vi: 'Ghi thêm url, hoặc bỏ dòng này: máy đã ghi nhận tự biết máy chủ.',
      en: 'Add the url, or remove this line: a PC that is enrolled knows the broker by itself.',
    },
  },
  'DB-IDN-017': {
    vi: 'Không tự tìm được đúng một trung tâm trong mạng (thấy: {found})',
    en: 'Not exactly one centre was found in the network (found: {found})',
    next: {
      vi: 'Nêu địa chỉ: deskbridge enrol --server https://MÁY-CHỦ:8443',
      en: 'Name it: deskbridge enrol --server https://HOST:8443',
    },
  },
  'DB-IDN-018': {
    vi: 'Với máy chủ EST của bên khác cần cả --ca, --broker và --centre',
    en: 'An EST server of somebody else needs all of --ca, --broker and --centre',
    next: { vi: 'Thêm tùy chọn còn thiếu.', en: 'Add what is missing.' },
  },
  'DB-IDN-019': {
    vi: 'Theo đồng hồ của máy này ({now}), chứng thư của máy chủ {server} chưa có hiệu lực hoặc đã hết hạn',
    en: 'By the clock of this PC ({now}) the certificate of the server {server} is not valid yet, or no more',
    next: {
      vi: 'Chỉnh ngày, giờ và múi giờ của máy này (UTC+7) rồi thử lại. Nếu đồng hồ đúng, báo bộ phận CNTT.',
      en: 'Set date, time and time zone of this PC (UTC+7) and try again. If the clock is right, tell IT.',
    },
  },
  'cli.option.enrol-desk': { vi: 'tên máy quầy, như quay-05', en: 'the name of the desk, like quay-05' },
  'cli.option.enrol-centre': { vi: 'tên trung tâm, như vinh-long', en: 'the name of the centre, like vinh-long' },
  'cli.run.wiped': {
    vi: 'Theo lệnh của trung tâm, máy này đã quên mọi khóa và dữ liệu.',
    en: 'By order of the centre this PC has forgotten its keys and data.',
  },
  'cli.enrol': {
    vi: 'Ghi nhận máy này tại trung tâm bằng mã dùng một lần',
    en: 'Enrol this PC at its centre, with a one-time code',
  },
  'cli.option.enrol-server': {
    vi: 'địa chỉ máy chủ ghi nhận, như https://10.0.0.5:8443; nếu thiếu thì tự tìm trong mạng',
    en: 'the enrolment server, like https://10.0.0.5:8443; looked for in the network where it is left out',
  },
  'cli.option.enrol-code': {
    vi: 'mã 16 chữ và số; nếu thiếu thì hỏi',
    en: 'the code of 16 letters and digits; asked for where it is left out',
  },
  'cli.option.enrol-ca': {
    vi: 'chứng thư gốc của máy chủ EST của bên khác',
    en: "the authority's certificate of an EST server of somebody else",
  },
  'cli.option.enrol-broker': {
    vi: 'máy chủ tin nhắn, với máy chủ EST của bên khác',
    en: 'the broker, with an EST server of somebody else',
  },
  'cli.enrol.ask-code': { vi: 'Mã ghi nhận của {desk}: ', en: 'The code of {desk}: ' },
  'cli.enrol.looking': { vi: 'Đang tìm trung tâm trong mạng …', en: 'Looking for the centre in the network …' },
  'cli.enrol.found': { vi: 'Tìm thấy {centre} tại {server}', en: 'Found {centre} at {server}' },
  'cli.enrol.done': {
    vi: 'Máy này là {name}; chứng thư đến {until}; khóa được giữ: {level}',
    en: 'This PC is {name}; certificate until {until}; the key is kept: {level}',
  },
  'cli.enrol.proven': { vi: 'Máy chủ tin nhắn {broker} chấp nhận.', en: 'The broker {broker} takes it.' },
  'identity.level.file': {
    vi: 'trong tệp chỉ dịch vụ và quản trị viên mở được',
    en: 'in a file that only the service and administrators can open',
  },
  'identity.level.tpm2': {
    vi: 'được chip TPM của máy này niêm phong',
    en: 'sealed by the TPM chip of this PC',
  },
  'identity.level.dpapi': {
    vi: 'được Windows niêm phong cho riêng máy này',
    en: 'sealed by Windows for this PC',
  },
} as const satisfies Record<string, Entry>
