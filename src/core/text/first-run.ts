import type { Entry } from './entry.ts'

const codeOfCentre = {
  vi: 'Người phụ trách máy chủ lấy mã bằng "deskbridge centre code --desk TÊN-MÁY".',
  en: 'Whoever looks after the server gets it with "deskbridge centre code --desk NAME".',
}

/** What the wizard of a new PC may have to say against what was typed. */
const errors = {
  'DB-AGT-050': {
    vi: 'Không tìm thấy trung tâm nào trong mạng của máy này',
    en: 'No centre was found in the network of this PC',
    next: {
      vi: 'Kiểm tra dây mạng rồi bấm "Tìm lại", hoặc gõ địa chỉ máy chủ, ví dụ 10.0.0.5. Hỏi bộ phận CNTT nếu không biết.',
      en: 'Check the cable and press "Look again", or type the address of the server, like 10.0.0.5. IT knows it.',
    },
  },
  'DB-AGT-051': {
    vi: 'Trong mạng có nhiều trung tâm: {found}',
    en: 'There are several centres in the network: {found}',
    next: { vi: 'Chọn trung tâm của máy này.', en: 'Choose the one of this PC.' },
  },
  'DB-AGT-052': {
    vi: '"{typed}" không phải địa chỉ của một máy chủ',
    en: '"{typed}" is no address of a server',
    next: {
      vi: 'Chọn một trung tâm trong danh sách, hoặc gõ địa chỉ như 10.0.0.5 hay https://trungtam.local:8443.',
      en: 'Choose a centre of the list, or type an address like 10.0.0.5 or https://centre.local:8443.',
    },
  },
  'DB-AGT-053': {
    vi: '"{name}" không dùng làm tên được',
    en: '"{name}" cannot be a name',
    next: {
      vi: 'Tên chỉ gồm a-z, 0-9 và "-", tối đa 31 ký tự, ví dụ quay-05; quầy thì ghi số, ví dụ 5.',
      en: 'A name has a-z, 0-9 and "-", at most 31 of them, like quay-05; for a counter its number, like 5.',
    },
  },
  'DB-AGT-054': {
    vi: 'Đã gõ sai mã nhiều lần: hãy đợi {seconds} giây',
    en: 'The code was wrong too often: wait {seconds} seconds',
    next: { vi: 'Trong lúc đợi, hãy xin mã mới của trung tâm.', en: 'Meanwhile get a new code from the centre.' },
  },
  'DB-AGT-055': {
    vi: 'Máy này đang được ghi nhận, hoặc đã ghi nhận xong',
    en: 'This PC is being enrolled, or is enrolled already',
    next: { vi: 'Đợi một lát rồi tải lại trang.', en: 'Wait a moment, then reload the page.' },
  },
  'DB-AGT-056': {
    vi: 'Không ghi được vào {folder}: {reason}',
    en: 'Nothing can be written to {folder}: {reason}',
    next: {
      vi: 'Dọn bớt ổ đĩa hoặc kiểm tra quyền ghi, rồi thử lại với cùng mã. Nếu mã không dùng được nữa, xin mã mới.',
      en: 'Make room on the disk or check its permissions, then try again with the same code; if it is used up, get another.',
    },
  },
} as const

/** What stands on its page. */
const page = {
  'page.first-run.title': { vi: 'Cài đặt máy quầy', en: 'Set up this PC' },
  'page.first-run.intro': {
    vi: 'Máy này chưa thuộc trung tâm nào. Cần ba điều: trung tâm, tên máy, và mã dùng một lần của trung tâm.',
    en: 'This PC does not belong to a centre yet. It takes three things: the centre, a name, and a one-time code.',
  },
  'page.first-run.centre': { vi: '1. Trung tâm', en: '1. The centre' },
  'page.first-run.looking': { vi: 'Đang tìm trung tâm trong mạng…', en: 'Looking for centres in the network…' },
  'page.first-run.found': { vi: 'Tìm thấy trong mạng:', en: 'Found in the network:' },
  'page.first-run.found.none': {
    vi: 'Không tự tìm thấy trung tâm nào. Hãy gõ địa chỉ máy chủ.',
    en: 'No centre was found. Type the address of its server.',
  },
  'page.first-run.look': { vi: 'Tìm lại', en: 'Look again' },
  'page.first-run.server': { vi: 'Địa chỉ máy chủ', en: 'Address of the server' },
  'page.first-run.desk': { vi: '2. Máy này', en: '2. This PC' },
  'page.first-run.desk.name': { vi: 'Tên máy', en: 'Name' },
  'page.first-run.desk.counter': { vi: 'Quầy số', en: 'Counter' },
  'page.first-run.desk.fixed': {
    vi: 'Tên máy đã có trong tệp cấu hình: {desk}',
    en: 'The configuration says which desk this is: {desk}',
  },
  'page.first-run.code': { vi: '3. Mã của trung tâm', en: '3. The code of the centre' },
  'page.first-run.code.label': { vi: 'Mã 16 chữ và số', en: '16 letters and digits' },
  'page.first-run.code.hint': {
    vi: `Mã dùng một lần, trong 15 phút. ${codeOfCentre.vi}`,
    en: `It works once, within 15 minutes. ${codeOfCentre.en}`,
  },
  'page.first-run.go': { vi: 'Ghi nhận máy này', en: 'Enrol this PC' },
  'page.first-run.later': {
    vi: 'Để sau: dùng quầy khi chưa có trung tâm',
    en: 'Later: use the counter without the centre',
  },
  'page.first-run.later.hint': {
    vi: 'Mọi việc được giữ trên máy và gửi đi khi đã ghi nhận.',
    en: 'Everything is kept on this PC, and sent once it is enrolled.',
  },
  'page.first-run.working': { vi: 'Đang ghi nhận máy này', en: 'Enrolling this PC' },
  'page.first-run.seconds': {
    vi: '{seconds} giây. Có thể mất đến một phút.',
    en: '{seconds} s. It may take a minute.',
  },
  'page.first-run.step.centre': { vi: 'Hỏi trung tâm và kiểm tra mã', en: 'Asking the centre, and checking the code' },
  'page.first-run.step.key': { vi: 'Tạo khóa riêng của máy', en: 'Making a key of its own' },
  'page.first-run.step.certificate': { vi: 'Nhận chứng thư của trung tâm', en: 'Getting its certificate' },
  'page.first-run.step.file': { vi: 'Lưu cấu hình của quầy', en: 'Saving the configuration of the desk' },
  'page.first-run.done': { vi: 'Xong: máy này là {name}', en: 'Done: this PC is {name}' },
  'page.first-run.done.more': {
    vi: 'Chứng thư đến {until}, tự gia hạn. Khóa được giữ: {level}.',
    en: 'Its certificate lasts until {until} and renews itself. The key is kept: {level}.',
  },
  'page.first-run.done.next': { vi: 'Trang của quầy tự mở ngay sau đây.', en: "The counter's page opens by itself." },
  'page.first-run.open': { vi: 'Mở trang của quầy', en: "Open the counter's page" },
  'page.first-run.enrol': { vi: 'Ghi nhận máy này', en: 'Enrol this PC' },
} as const

const commandLine = {
  'cli.run.first-run': {
    vi: 'Chưa có {file}. Mở {url} trên máy này để cài đặt, hoặc chép tệp cấu hình vào đó. Dừng: Ctrl-C',
    en: 'There is no {file} yet. Open {url} on this PC to set it up, or put a configuration there. Stop: Ctrl-C',
  },
  'cli.run.enrol': {
    vi: 'Máy này chưa thuộc trung tâm nào. Ghi nhận tại: {url}',
    en: 'This PC does not belong to a centre yet. Enrol it at: {url}',
  },
  'cli.run.page-port': {
    vi: 'cổng của trang cài đặt khi chưa có cấu hình',
    en: 'the port of the page that sets up a PC without a configuration',
  },
  'cli.run.find-at': {
    vi: 'máy có nhiều mạng: địa chỉ của máy trong mạng có trung tâm',
    en: 'on a PC with several networks: its own address in that of the centre',
  },
} as const

export const firstRunTexts = { ...errors, ...page, ...commandLine } as const satisfies Record<string, Entry>
