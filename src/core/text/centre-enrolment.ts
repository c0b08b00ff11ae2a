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
} as const satisfies Record<string, Entry>
