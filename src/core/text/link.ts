import type { Entry } from './entry.ts'

const checkBroker = {
  vi: 'Kiểm tra dây mạng và địa chỉ "broker:" trong deskbridge.yaml. Sự kiện vẫn được giữ trên máy này.',
  en: 'Check the network cable and "broker:" in deskbridge.yaml. Events are kept on this PC meanwhile.',
}

export const linkTexts = {
  'DB-LNK-001': {
    vi: 'Không kết nối được máy chủ {broker}: {reason}',
    en: 'Cannot reach the broker {broker}: {reason}',
    next: checkBroker,
  },
  'DB-LNK-002': {
    vi: 'Máy chủ {broker} từ chối tên đăng nhập hoặc chứng thư của máy này ({reason})',
    en: 'The broker {broker} refuses the credentials of this desk ({reason})',
    next: {
      vi: 'Báo người phụ trách kiểm tra tài khoản hoặc chứng thư của máy này. Sự kiện vẫn được giữ.',
      en: 'Have the account or certificate of this desk checked. Events are kept meanwhile.',
    },
  },
  'DB-LNK-003': {
    vi: 'Một máy khác đang dùng cùng tên quầy {id}',
    en: 'Another PC uses the same desk name {id}',
    next: {
      vi: 'Mỗi máy phải có tên riêng: sửa "desk:" trong deskbridge.yaml.',
      en: 'Each PC needs its own name: change "desk:" in deskbridge.yaml.',
    },
  },
  'DB-LNK-004': {
    vi: 'Mất kết nối với máy chủ {broker}: {reason}',
    en: 'The connection to the broker {broker} was lost: {reason}',
    next: checkBroker,
  },
  'DB-LNK-005': {
    vi: 'Máy chủ {broker} không trả lời trong {ms} ms',
    en: 'The broker {broker} did not answer within {ms} ms',
    next: checkBroker,
  },
  'DB-LNK-006': {
    vi: 'Máy chủ không nhận sự kiện {sequence}: {reason}. Sự kiện được giữ riêng trên máy này',
    en: 'The broker can never take event {sequence}: {reason}. It is set aside on this PC',
    next: {
      vi: 'Báo người phụ trách: "deskbridge journal export" cho xem sự kiện đó.',
      en: 'Tell your IT contact: "deskbridge journal export" shows the event.',
    },
  },
  'DB-LNK-007': {
    vi: 'Máy chủ tạm từ chối sự kiện ({reason}); sẽ gửi lại',
    en: 'The broker refuses events for now ({reason}); they will be sent again',
    next: {
      vi: 'Báo người phụ trách kiểm tra quyền (ACL) của máy này trên máy chủ.',
      en: 'Have the access rules (ACL) of this desk at the broker checked.',
    },
  },
  'DB-LNK-008': {
    vi: 'Địa chỉ máy chủ không đúng: {url}',
    en: 'Not a broker address: {url}',
    next: {
      vi: 'Viết dạng mqtt://tên-máy:1883 hoặc mqtts://tên-máy:8883.',
      en: 'Write mqtt://host:1883 or mqtts://host:8883.',
    },
  },
  'DB-LNK-009': {
    vi: 'Máy chủ {broker} không hỗ trợ điều máy này cần: {reason}',
    en: 'The broker {broker} cannot do what this desk needs: {reason}',
    next: {
      vi: 'Báo người phụ trách máy chủ: cho phép QoS 1 và thông điệp lưu giữ. Sự kiện vẫn được giữ.',
      en: 'Have QoS 1 and retained messages allowed at the broker. Events are kept meanwhile.',
    },
  },
  'DB-LNK-010': {
    vi: 'Thông điệp {bytes} byte cho {topic} lớn hơn mức máy chủ nhận ({maximumPacketSize})',
    en: 'A message of {bytes} bytes for {topic} is larger than the broker takes ({maximumPacketSize})',
    next: {
      vi: 'Báo người phụ trách máy chủ tăng giới hạn kích thước gói tin.',
      en: 'Have the limit for the size of packets raised at the broker.',
    },
  },
  'DB-LNK-011': {
    vi: 'Máy chủ còn trả lời nhưng không xác nhận gì trong {ms} ms; đang kết nối lại',
    en: 'The broker answers but has acknowledged nothing for {ms} ms; connecting anew',
    next: {
      vi: 'Không cần làm gì; nếu lặp lại nhiều lần, báo người phụ trách máy chủ.',
      en: 'Nothing to do; if it comes again and again, have the broker looked at.',
    },
  },
  'DB-LNK-012': {
    vi: 'Máy chủ nhận sự kiện nhưng chưa có phần mềm trung tâm nào lắng nghe',
    en: 'The broker takes events, but no software of the centre listens to them',
    next: {
      vi: 'Báo người phụ trách kiểm tra phần mềm trung tâm có đang chạy không. Sự kiện vẫn được giữ.',
      en: "Have it checked that the centre's software runs. Events are kept meanwhile.",
    },
  },
  'DB-LNK-013': {
    vi: 'Chứng thư của máy chủ {broker} đã hết hạn lúc {until} (đồng hồ máy này: {now}, giờ UTC)',
    en: 'The certificate of the broker {broker} expired at {until} (the clock of this PC says {now}, UTC)',
    next: {
      vi: 'Kiểm tra ngày giờ của máy này trước; nếu đúng, báo người phụ trách máy chủ gia hạn chứng thư.',
      en: 'Check the date of this PC first; if it is right, have the certificate of the broker renewed.',
    },
  },
  'DB-LNK-014': {
    vi: 'Chứng thư của máy chủ {broker} chỉ có hiệu lực từ {from}, mà đồng hồ máy này là {now} (UTC)',
    en: 'The certificate of the broker {broker} is valid only from {from}, but the clock of this PC says {now} (UTC)',
    next: {
      vi: 'Có thể đồng hồ của máy này sai: chỉnh lại ngày giờ. Sự kiện vẫn được giữ.',
      en: 'The clock of this PC may be wrong: set its date and time. Events are kept meanwhile.',
    },
  },
  'DB-LNK-015': {
    vi: 'Chứng thư của máy chủ là của {names}, không phải của {host}',
    en: 'The certificate of the broker is for {names}, not for {host}',
    next: {
      vi: 'Viết trong "broker: url:" đúng tên máy có trong chứng thư, hoặc báo người phụ trách cấp chứng thư cho tên đó.',
      en: 'Write in "broker: url:" the name that the certificate has, or have one issued for that name.',
    },
  },
  'DB-LNK-016': {
    vi: 'Chứng thư của máy chủ {broker} không do CA trong {ca} cấp ({reason})',
    en: 'The certificate of the broker {broker} was not issued by a CA in {ca} ({reason})',
    next: {
      vi: 'Kiểm tra tệp "ca:" có phải của trung tâm này không. Nếu đúng, có thể máy chủ là giả: báo người phụ trách.',
      en: 'Check that the file at "ca:" is the one of this centre. If it is, the broker may be a false one: report it.',
    },
  },
  'DB-LNK-017': {
    vi: 'Máy chủ {broker} không nhận chứng thư của máy này {cert}, có hiệu lực từ {from} đến {until}; bây giờ là {now} (UTC)',
    en: 'The broker {broker} does not take the certificate of this desk {cert}, valid {from} to {until}; now is {now} (UTC)',
    next: {
      vi: 'Báo người phụ trách cấp lại chứng thư cho máy này. Sự kiện vẫn được giữ.',
      en: 'Have a new certificate issued for this desk. Events are kept meanwhile.',
    },
  },
  'DB-LNK-018': {
    vi: 'Không dùng được tệp chứng thư hoặc khoá ({files}): {reason}',
    en: 'The certificate or key files cannot be used ({files}): {reason}',
    next: {
      vi: 'Kiểm tra các tệp ở "ca:", "cert:" và "key:" có đủ, đúng dạng PEM và khoá đúng của chứng thư.',
      en: 'Check that the files at "ca:", "cert:" and "key:" are there, are PEM, and that the key belongs to the certificate.',
    },
  },
  'DB-LNK-019': {
    vi: 'Chứng thư của máy này đã được thay; đang kết nối lại với {broker}',
    en: 'The certificate of this desk was replaced; connecting anew to {broker}',
    next: { vi: 'Không cần làm gì.', en: 'Nothing to do.' },
  },
  'DB-LNK-020': {
    vi: 'Máy chủ không trả lời nữa (quá {ms} ms); đang kết nối lại',
    en: 'The broker has stopped answering (for more than {ms} ms); connecting anew',
    next: checkBroker,
  },
  'DB-LNK-021': {
    vi: 'Máy chủ không bao giờ nhận kết quả của một lệnh ({reason}); đã bỏ qua kết quả đó',
    en: 'The broker will never take the result of a command ({reason}); the result is left out',
    next: {
      vi: 'Báo người phụ trách kiểm tra giới hạn của máy chủ. Trung tâm coi lệnh đó là không có trả lời.',
      en: 'Have the limits of the broker checked. The centre sees that command as unanswered.',
    },
  },
  'DB-LNK-022': {
    vi: 'Máy chủ không cho máy này nghe hoặc gửi: {reason}',
    en: 'The broker does not let this desk listen or speak: {reason}',
    next: {
      vi: 'Báo người phụ trách kiểm tra quyền (ACL) của máy này trên máy chủ. Sự kiện vẫn được giữ.',
      en: 'Have the access rules (ACL) of this desk at the broker checked. Events are kept meanwhile.',
    },
  },
  'DB-LNK-023': {
    vi: 'Máy chủ nhận sự kiện nhưng trung tâm chưa xác nhận ({count} sự kiện đang chờ)',
    en: 'The broker takes events, but the centre confirms none ({count} are waiting)',
    next: {
      vi: 'Báo người phụ trách kiểm tra phần mềm trung tâm và quyền (ACL). Sự kiện vẫn được giữ và gửi lại.',
      en: "Have the centre's software and the access rules (ACL) checked. Events are kept and sent again.",
    },
  },
  'DB-LNK-024': {
    vi: 'Máy chủ nhận rồi lại ngắt máy này liên tục: có lẽ một máy khác đang dùng cùng tên quầy {id}',
    en: 'The broker takes this desk and closes on it again and again: perhaps another PC uses the desk name {id} too',
    next: {
      vi: 'Mỗi máy phải có tên riêng: kiểm tra "desk:" trong deskbridge.yaml trên các máy.',
      en: 'Each PC needs its own name: check "desk:" in deskbridge.yaml on the PCs.',
    },
  },
  'link.online': { vi: 'Đã kết nối', en: 'Connected' },
  'link.offline': { vi: 'Mất kết nối – vẫn làm việc được', en: 'Disconnected – work goes on' },
} as const satisfies Record<string, Entry>
