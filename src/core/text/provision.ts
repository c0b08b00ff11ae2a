import type { Entry } from './entry.ts'

const seeProvision = {
  vi: 'Xem mục "One file for thirty desks" trong install/README.md; kiểm tra bằng "deskbridge centre provision check".',
  en: 'See "One file for thirty desks" in install/README.md; check with "deskbridge centre provision check".',
}
const tellCentre = {
  vi: 'Quầy vẫn chạy với cấu hình cũ. Báo người phụ trách ở trung tâm mã lỗi này.',
  en: 'The desk goes on with what it had. Tell whoever looks after the centre this code.',
}
const mendAndPush = {
  vi: 'Quầy vẫn chạy với cấu hình cũ. Sửa provision.yaml rồi gửi lại: bản mới có số cao hơn.',
  en: 'The desk goes on with what it had. Mend provision.yaml and push it again; it gets a higher number.',
}

export const provisionTexts = {
  'DB-PRV-001': {
    vi: 'Không đọc được tệp {file}: {reason}',
    en: 'Cannot read {file}: {reason}',
    next: { vi: 'Kiểm tra đường dẫn và quyền đọc.', en: 'Check the path and its permissions.' },
  },
  'DB-PRV-002': {
    vi: 'Mẫu tên quầy "{pattern}" không dùng được',
    en: 'No desks can be called by "{pattern}"',
    next: {
      vi: 'Viết một tên như quay-05, hoặc một dãy như quay-{01..30}: tối đa 999 tên, mỗi tên tối đa 31 ký tự.',
      en: 'Write one name like quay-05, or a range like quay-{01..30}: 999 names at most, of 31 characters at most.',
    },
  },
  'DB-PRV-003': {
    vi: 'Tên "{name}" bị dùng hai lần',
    en: 'The name "{name}" is used twice',
    next: { vi: 'Đặt mỗi thứ một tên riêng.', en: 'Give each its own name.' },
  },
  'DB-PRV-004': {
    vi: 'Không có quầy "{name}" trong provision.yaml (gần nhất: {nearest})',
    en: 'There is no desk "{name}" in provision.yaml (nearest: {nearest})',
    next: { vi: 'Sửa tên quầy, hoặc thêm quầy vào "desks".', en: 'Correct the name, or add the desk to "desks".' },
  },
  'DB-PRV-005': {
    vi: 'Không có bộ mức đánh giá "{name}" trong "levelSets" (gần nhất: {nearest})',
    en: 'There is no level set "{name}" in "levelSets" (nearest: {nearest})',
    next: seeProvision,
  },
  'DB-PRV-006': {
    vi: 'Tên "{name}" không có số ở cuối nên không biết tên quầy gọi số',
    en: 'The name "{name}" ends in no number, so its counter has no name',
    next: { vi: 'Thêm "counters", ví dụ: counters: [5].', en: 'Add "counters", for example: counters: [5].' },
  },
  'DB-PRV-007': {
    vi: 'Cấu hình của quầy "{name}" dài {length} ký tự, tối đa {most}',
    en: 'The configuration of "{name}" has {length} characters, at most {most} can be sent',
    next: { vi: 'Bớt thiết bị hoặc bộ mức đánh giá.', en: 'Leave out devices or level sets.' },
  },
  'DB-PRV-008': {
    vi: 'Không có thiết bị dùng chung "{name}" (gần nhất: {nearest})',
    en: 'There is no shared device "{name}" (nearest: {nearest})',
    next: { vi: 'Sửa tên, hoặc bỏ khỏi "without".', en: 'Correct the name, or remove it from "without".' },
  },
  'DB-PRV-009': {
    vi: 'Có {count} quầy, tối đa {most} quầy trong một tệp',
    en: 'There are {count} desks; one file may have {most}',
    next: { vi: 'Chia thành nhiều tệp.', en: 'Make several files of it.' },
  },
  'DB-PRV-010': {
    vi: 'Cấu hình nhận được không nguyên vẹn hoặc không phải cấu hình quầy',
    en: 'What came is no configuration of a desk, or a part of it is missing',
    next: { vi: 'Gửi lại, hoặc chép lại tệp vào USB.', en: 'Send it again, or copy the file to the stick again.' },
  },
  'DB-PRV-011': {
    vi: 'Cấu hình được ký bằng khóa {key}; quầy này chỉ tin {known}',
    en: 'The configuration is signed with the key {key}; this desk believes {known}',
    next: tellCentre,
  },
  'DB-PRV-012': {
    vi: 'Chữ ký của cấu hình không đúng (khóa {key}): nội dung đã bị sửa hoặc giả mạo',
    en: 'The signature of the configuration is wrong (key {key}): it was changed or forged',
    next: tellCentre,
  },
  'DB-PRV-013': {
    vi: 'Cấu hình này của quầy {found}, không phải của {desk}',
    en: 'This configuration is for {found}, not for {desk}',
    next: tellCentre,
  },
  'DB-PRV-014': {
    vi: 'Cấu hình số {revision} không mới hơn số {highest} mà quầy đã nhận',
    en: 'Configuration {revision} is not newer than {highest}, which this desk has taken before',
    next: {
      vi: 'Muốn quay lại nội dung cũ, gửi lại từ trung tâm: bản gửi có số mới.',
      en: 'To go back to an older content, push it from the centre again: it gets a new number.',
    },
  },
  'DB-PRV-015': {
    vi: 'Cấu hình số {revision} không dùng được ở quầy này: {reason}',
    en: 'Configuration {revision} cannot be used at this desk: {reason}',
    next: mendAndPush,
  },
  'DB-PRV-016': {
    vi: 'Cấu hình đổi tên quầy từ {desk} thành {found}',
    en: 'The configuration would rename the desk {desk} to {found}',
    next: mendAndPush,
  },
  'DB-PRV-017': {
    vi: 'Quầy không khởi động được với cấu hình số {revision}: {reason}',
    en: 'The desk did not start with configuration {revision}: {reason}',
    next: mendAndPush,
  },
  'DB-PRV-018': {
    vi: 'Với cấu hình số {revision}, sau {seconds} giây vẫn chưa ổn: {reason}',
    en: 'With configuration {revision} the desk was not well after {seconds} seconds: {reason}',
    next: mendAndPush,
  },
  'DB-PRV-019': {
    vi: 'Chương trình đã dừng {tries} lần khi đang thử cấu hình số {revision}',
    en: 'The program ended {tries} times while configuration {revision} was being tried',
    next: mendAndPush,
  },
  'DB-PRV-020': {
    vi: 'Quầy này chưa biết khóa nào của trung tâm nên không nhận cấu hình gửi đến',
    en: 'This desk knows no key of its centre, so it takes no configuration that is sent',
    next: {
      vi: 'Ghi danh quầy ("deskbridge enrol"), hoặc ghi khóa vào "provisioning: keys:" trong deskbridge.yaml.',
      en: 'Enrol the desk ("deskbridge enrol"), or write the key under "provisioning: keys:" in deskbridge.yaml.',
    },
  },
  'DB-PRV-021': {
    vi: 'Cấu hình số {revision} lưu trên máy bị hỏng: dùng bản trước đó',
    en: 'Configuration {revision} on this PC is damaged; the one before is in use',
    next: { vi: 'Gửi lại cấu hình từ trung tâm.', en: 'Push the configuration from the centre again.' },
  },
  'DB-PRV-022': {
    vi: 'Không có tệp provision.yaml ở: {places}',
    en: 'There is no provision.yaml in: {places}',
    next: { vi: 'Chép tệp vào một trong các chỗ đó.', en: 'Copy the file to one of these places.' },
  },
  'DB-PRV-023': {
    vi: 'Chưa biết máy này là quầy nào',
    en: 'It is not known which desk this PC is',
    next: {
      vi: 'Thêm --desk, ví dụ: --desk quay-05; hoặc đặt tên máy tính trùng tên quầy.',
      en: 'Add --desk, for example: --desk quay-05; or give the PC the name of the desk.',
    },
  },
  'DB-PRV-024': {
    vi: 'Đã có {file}: lần đầu đã làm xong',
    en: 'There is {file} already: the first run is done',
    next: {
      vi: 'Để thay cấu hình: "deskbridge provision apply TỆP".',
      en: 'To change the configuration: "deskbridge provision apply FILE".',
    },
  },
  'DB-PRV-025': {
    vi: 'Một cấu hình khác đang được thử',
    en: 'Another configuration is being tried now',
    next: { vi: 'Đợi một phút rồi làm lại.', en: 'Wait a minute and do it again.' },
  },
  'DB-PRV-026': {
    vi: 'Không ghi được cấu hình vào {folder}: {reason}',
    en: 'The configuration cannot be written to {folder}: {reason}',
    next: { vi: 'Kiểm tra ổ đĩa và quyền ghi.', en: 'Check the disk and its permissions.' },
  },
  'DB-PRV-027': {
    vi: 'Không có quầy nào để gửi',
    en: 'There is no desk to push to',
    next: { vi: 'Kiểm tra tên ở --desk.', en: 'Check the names at --desk.' },
  },
  'DB-PRV-028': {
    vi: 'Trong "provisioning: keys:" không có khóa {key} của trung tâm này: các quầy sẽ không nhận cấu hình nào nữa',
    en: 'The key {key} of this centre is not under "provisioning: keys:": desks would take nothing from it any more',
    next: {
      vi: 'Thêm dòng mà "deskbridge centre provision key" in ra.',
      en: 'Add the line that "deskbridge centre provision key" prints.',
    },
  },
  'DB-PRV-032': {
    vi: 'Tệp cấu hình còn lỗi; chưa gửi gì',
    en: 'The configuration file has mistakes; nothing was sent',
    next: { vi: 'Kiểm tra tệp, sửa từng chỗ rồi gửi lại.', en: 'Check the file, mend each of them and push again.' },
  },
  'DB-PRV-033': {
    vi: 'Mọi máy đã có cấu hình này',
    en: 'Every desk has this configuration',
    next: { vi: 'Không cần gửi gì.', en: 'There is nothing to push.' },
  },
  'DB-PRV-030': {
    vi: 'Đợt {rollout} đã dừng: quầy {desk} không nhận được cấu hình ({code})',
    en: 'Push {rollout} has stopped: the desk {desk} could not take it ({code})',
    next: {
      vi: 'Tra mã lỗi, sửa provision.yaml rồi gửi lại. Các quầy chưa gửi vẫn giữ cấu hình cũ.',
      en: 'Look the code up, mend provision.yaml and push again. Desks that got nothing keep what they have.',
    },
  },
  'DB-PRV-031': {
    vi: 'Không dùng được khóa ký cấu hình {file}: {reason}',
    en: 'The key that signs configuration, {file}, cannot be used: {reason}',
    next: {
      vi: 'Khôi phục tệp khóa từ bản sao lưu. Khóa mới phải được ghi vào từng quầy.',
      en: 'Restore the key from a backup. A new key must be given to each desk.',
    },
  },
  'DB-PRV-034': {
    vi: 'Cấu hình số {revision} của trung tâm không được nhận: {reason}',
    en: 'Configuration {revision} of the centre was not taken: {reason}',
    next: tellCentre,
  },
} as const satisfies Record<string, Entry>
