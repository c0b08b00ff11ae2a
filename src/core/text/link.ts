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
  'link.online': { vi: 'Đã kết nối', en: 'Connected' },
  'link.offline': { vi: 'Mất kết nối – vẫn làm việc được', en: 'Disconnected – work goes on' },
} as const satisfies Record<string, Entry>
