import type { Entry } from './entry.ts'

const anotherCode = {
  vi: 'Xin mã mới: "deskbridge centre code --desk TÊN-MÁY".',
  en: 'Get a new code: "deskbridge centre code --desk NAME".',
}

export const centreEnrolmentTexts = {
  'DB-CTR-040': {
    vi: 'Trung tâm này chưa có tên và địa chỉ máy chủ tin nhắn cho các máy quầy',
    en: 'This centre has no name yet, and no address of the broker for its desks',
    next: {
      vi: 'Chạy một lần "deskbridge centre certificates --centre TÊN --broker mqtts://MÁY:8883 ...".',
      en: 'Run "deskbridge centre certificates --centre NAME --broker mqtts://HOST:8883 ..." once.',
    },
  },
  'DB-CTR-041': {
    vi: 'Khóa của trung tâm được niêm phong bằng mật khẩu khác',
    en: "The centre's keys are sealed with another passphrase",
    next: {
      vi: 'Thêm --passphrase-file với đúng tệp mật khẩu của trung tâm.',
      en: 'Give the right file with --passphrase-file.',
    },
  },
  'DB-CTR-042': {
    vi: 'Yêu cầu chứng thư không hợp lệ: {reason}',
    en: 'The request for a certificate makes no sense: {reason}',
    next: { vi: 'Cập nhật deskbridge trên máy quầy.', en: 'Update deskbridge on the desk.' },
  },
  'DB-CTR-043': {
    vi: 'Tên "{desk}" không dùng được: chỉ a-z, 0-9 và "-", tối đa 31 ký tự, khác "all"',
    en: 'The name "{desk}" cannot be used: only a-z, 0-9 and "-", at most 31 characters, and not "all"',
    next: { vi: 'Chọn tên khác, ví dụ quay-05.', en: 'Take another name, like quay-05.' },
  },
  'DB-CTR-044': {
    vi: 'Mã không đúng, đã dùng, hết hạn hoặc bị khóa',
    en: 'The code is wrong, used, too old or locked',
    next: anotherCode,
  },
  'DB-CTR-045': {
    vi: 'Yêu cầu chứng thư cho {asked}, nhưng chỉ được phép {allowed}',
    en: 'A certificate was asked for {asked}, but only {allowed} is allowed',
    next: anotherCode,
  },
  'DB-CTR-046': {
    vi: 'Chứng thư đã đưa không gia hạn được: {reason}',
    en: 'The certificate that was shown cannot be renewed: {reason}',
    next: anotherCode,
  },
  'DB-CTR-047': {
    vi: 'Trung tâm không biết máy {desk}',
    en: 'The centre knows no desk {desk}',
    next: { vi: 'Xem tên các máy: "deskbridge centre desks".', en: 'See the names: "deskbridge centre desks".' },
  },
  'DB-CTR-048': {
    vi: 'Không mở được cổng ghi nhận {port}: {reason}',
    en: 'The enrolment port {port} cannot be opened: {reason}',
    next: { vi: 'Chọn cổng khác với --enrol CỔNG.', en: 'Take another port with --enrol PORT.' },
  },
  'DB-CTR-049': {
    vi: 'Không báo được cho máy chủ tin nhắn về các máy bị chặn: {reason}',
    en: 'The broker could not be told which desks are shut out: {reason}',
    next: {
      vi: 'Kiểm tra quyền ghi thư mục --broker-files và tệp --broker-pid; trung tâm vẫn tự ngắt các máy đó.',
      en: 'Check the rights on the folder --broker-files and the file --broker-pid; the centre goes on throwing them out.',
    },
  },
  'DB-CTR-050': {
    vi: 'Đã có máy mang tên {desk}',
    en: 'There is a PC with the name {desk}',
    next: {
      vi: 'Chọn tên khác, hoặc chặn máy đang mang tên đó trước.',
      en: 'Take another name, or block the PC that has this one first.',
    },
  },
  'DB-CTR-051': {
    vi: '{desk} không bị chặn',
    en: '{desk} is not blocked',
    next: {
      vi: 'Không cần bỏ chặn. Nếu cần ghép lại, xin mã mới cho máy này.',
      en: 'There is nothing to lift. To enrol it anew, get a new code for it.',
    },
  },
  'DB-CTR-052': {
    vi: 'Không ai xin gói hỗ trợ này của {desk}',
    en: 'Nobody has asked {desk} for this support bundle',
    next: {
      vi: 'Bấm "Xin gói hỗ trợ" lần nữa trên trang "Máy ở các quầy".',
      en: 'Press “Ask for a support bundle” again on the page of all desks.',
    },
  },
  'cli.centre.certificates': {
    vi: 'Tạo chứng thư cho máy chủ tin nhắn và trung tâm (làm đầu tiên)',
    en: 'Makes the certificates of the broker and the centre (to be done first)',
  },
  'cli.centre.certificates.done': {
    vi: 'Đã ghi chứng thư vào {folder}',
    en: 'The certificates are in {folder}',
  },
  'cli.centre.unsealed': {
    vi: 'Khóa của trung tâm trong {folder} không được niêm phong: chỉ quyền của tệp bảo vệ. Xem --passphrase-file.',
    en: "The centre's keys in {folder} are not sealed: only the rights of the file guard them. See --passphrase-file.",
  },
  'cli.centre.code': { vi: 'In mã dùng một lần cho một máy quầy', en: 'Prints the one-time code of a desk' },
  'cli.centre.code.made': {
    vi: 'Mã cho {desk}, dùng một lần trong {minutes} phút.',
    en: 'The code of {desk}, good once within {minutes} minutes.',
  },
  'cli.centre.enrolled': { vi: 'Các máy đã ghi nhận và chứng thư', en: 'Enrolled desks and their certificates' },
  'cli.centre.enrolled.enrolled': { vi: '{desk}: chứng thư đến {until}', en: '{desk}: certificate until {until}' },
  'cli.centre.enrolled.expired': { vi: '{desk}: hết hạn {until}', en: '{desk}: expired on {until}' },
  'cli.centre.enrolled.revoked': { vi: '{desk}: bị chặn ({reason})', en: '{desk}: shut out ({reason})' },
  'cli.centre.revoke': { vi: 'Chặn một máy quầy ngay lập tức', en: 'Shuts a desk out at once' },
  'cli.centre.revoked': { vi: '{desk} bị chặn.', en: '{desk} is shut out.' },
  'cli.centre.replace': {
    vi: 'Thay máy hỏng: chặn máy cũ, in mã cho máy mới',
    en: 'Replaces a dead PC: shuts the old one out, prints a code for the new one',
  },
  'cli.centre.unblock': {
    vi: 'Cho máy đã bị chặn dùng lại: in mã để ghép lại',
    en: 'Lets a desk that is shut out in again: prints a code for it',
  },
  'cli.centre.stolen': {
    vi: 'Máy bị mất cắp: chặn ngay; máy quên khóa và dữ liệu khi nó xuất hiện',
    en: 'A stolen PC: shuts it out at once, and has it forget key and data when it shows itself',
  },
  'cli.centre.stolen.done': {
    vi: '{desk} đã bị chặn, và sẽ quên mọi thứ khi nó xuất hiện.',
    en: '{desk} is shut out, and forgets everything when it shows itself.',
  },
  'cli.centre.wipe': {
    vi: 'Máy không dùng ở đây nữa: máy quên khóa và dữ liệu khi gặp được, rồi bị chặn',
    en: 'A PC that goes away: has it forget key and data when it is reached, and shuts it out then',
  },
  'cli.centre.wipe.ordered': {
    vi: '{desk} sẽ quên mọi thứ ngay khi kết nối, rồi bị chặn. Máy bị mất cắp: "centre stolen".',
    en: '{desk} forgets everything as soon as it is connected, and is shut out then. For a stolen PC: "centre stolen".',
  },
  'cli.centre.move': {
    vi: 'Chuyển máy sang quầy khác: tên cũ hết hiệu lực, in mã cho tên mới',
    en: 'Moves a PC to another counter: the old name ends, prints a code for the new one',
  },
  'cli.centre.enrol.ready': {
    vi: 'Ghi nhận máy quầy tại cổng {port}',
    en: 'Desks are enrolled at port {port}',
  },
  'cli.option.centre-name': { vi: 'tên trung tâm, như vinh-long', en: 'the name of the centre, like vinh-long' },
  'cli.option.desk-broker': {
    vi: 'địa chỉ máy chủ tin nhắn cho máy quầy, như mqtts://10.0.0.5:8883',
    en: 'where desks find the broker, like mqtts://10.0.0.5:8883',
  },
  'cli.option.broker-host': {
    vi: 'các tên và địa chỉ của máy chủ tin nhắn',
    en: 'all names and addresses of the broker',
  },
  'cli.option.out': { vi: 'thư mục ghi ra', en: 'the folder to write to' },
  'cli.option.root': { vi: 'gốc của mọi chủ đề', en: 'the root of all topics' },
  'cli.option.move-to': { vi: 'tên mới của máy', en: 'the new name of the PC' },
  'cli.option.passphrase-file': {
    vi: 'tệp có mật khẩu niêm phong khóa của trung tâm',
    en: "a file with the passphrase that seals the centre's keys",
  },
  'cli.option.enrol': { vi: 'ghi nhận máy quầy tại cổng này', en: 'enrol desks at this port' },
  'cli.option.broker-files': {
    vi: 'thư mục của Mosquitto để ghi desks.crl và deskbridge-desks.acl',
    en: "Mosquitto's folder, for desks.crl and deskbridge-desks.acl",
  },
  'cli.option.broker-pid': {
    vi: 'tệp pid của Mosquitto, để báo đọc lại',
    en: 'the pid file of Mosquitto, to have it read them again',
  },
} as const satisfies Record<string, Entry>
