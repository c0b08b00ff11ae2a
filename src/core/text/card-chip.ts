import type { Entry } from './entry.ts'

const putBack = {
  vi: 'Đặt thẻ lên đầu đọc, giữ yên đến khi đọc xong, rồi đọc lại.',
  en: 'Put the card on the reader, leave it there until it has been read, and read again.',
}
const otherCard = {
  vi: 'Đọc lại một lần. Nếu vẫn vậy, nhập thông tin bằng tay và báo người phụ trách.',
  en: 'Read once more. If it stays so, type the data in and tell your IT contact.',
}
const anotherProgram = {
  vi: 'Nhấc thẻ ra rồi đặt lại. Nếu vẫn vậy, thử đầu đọc khác và báo người phụ trách.',
  en: 'Take the card off and put it back. If it stays so, try another reader and tell your IT contact.',
}

export const cardChipTexts = {
  'DB-CRD-101': {
    vi: 'Thẻ đã rời khỏi đầu đọc khi đang đọc',
    en: 'The card left the reader while it was read',
    next: putBack,
  },
  'DB-CRD-102': {
    vi: 'Số CAN sai',
    en: 'The card access number (CAN) is wrong',
    next: {
      vi: 'Nhìn lại 6 số cuối của số định danh trên thẻ rồi nhập lại. Mỗi lần sai, chip trả lời chậm hơn.',
      en: 'Look at the last 6 digits of the number on the card and type them again. Each wrong one makes the chip slower.',
    },
  },
  'DB-CRD-103': {
    vi: 'Chip không nhận số thẻ, ngày sinh hoặc ngày hết hạn',
    en: 'The chip does not take the document number, date of birth or date of expiry',
    next: {
      vi: 'So lại ba dòng chữ ở mặt thẻ: 9 số cuối, ngày sinh, ngày hết hạn; rồi đọc lại.',
      en: 'Compare with the three lines on the card: last 9 digits, date of birth, date of expiry; then read again.',
    },
  },
  'DB-CRD-104': {
    vi: 'Chip tạm khoá vì đã thử sai nhiều lần (mã {status})',
    en: 'The chip is locked for a while after too many wrong tries (status {status})',
    next: {
      vi: 'Nhấc thẻ ra, chờ một phút, kiểm tra số CAN thật kỹ rồi mới đọc lại.',
      en: 'Take the card off, wait for a minute, and make sure of the CAN before you read again.',
    },
  },
  'DB-CRD-105': {
    vi: 'Chip không cho đọc {file}',
    en: 'The chip does not let {file} be read',
    next: otherCard,
  },
  'DB-CRD-106': {
    vi: 'Câu trả lời của chip đã bị thay đổi trên đường truyền',
    en: 'An answer of the chip was changed on its way',
    next: anotherProgram,
  },
  'DB-CRD-107': {
    vi: 'Chip đòi một cách mã hoá mà chương trình không biết: {reason}',
    en: 'The chip asks for a method that the program does not know: {reason}',
    next: otherCard,
  },
  'DB-CRD-108': {
    vi: 'Dữ liệu của chip không đúng chuẩn ({what}): {reason}',
    en: 'Data of the chip are not as the standard says ({what}): {reason}',
    next: otherCard,
  },
  'DB-CRD-109': {
    vi: 'Chip từ chối ở bước "{step}" (mã {status})',
    en: 'The chip refused at the step "{step}" (status {status})',
    next: otherCard,
  },
  'DB-CRD-110': {
    vi: 'Thẻ này không có chip căn cước',
    en: 'This card has no chip of an identity card',
    next: {
      vi: 'Đặt đúng thẻ căn cước lên đầu đọc, mặt có chip áp vào đầu đọc.',
      en: 'Put the identity card itself on the reader, with the chip towards it.',
    },
  },
  'DB-CRD-111': {
    vi: 'Chip không có {file}',
    en: 'The chip has no {file}',
    next: otherCard,
  },
  'DB-CRD-112': {
    vi: 'Đã dừng đọc chip',
    en: 'Reading the chip was stopped',
    next: { vi: 'Đọc lại khi cần.', en: 'Read again when it is needed.' },
  },
  'DB-CRD-113': {
    vi: '{file} của chip dài {length} byte, quá giới hạn {limit}',
    en: '{file} of the chip has {length} bytes, more than the limit of {limit}',
    next: otherCard,
  },
  'DB-CRD-114': {
    vi: 'Chip này không đọc được bằng số CAN',
    en: 'This chip cannot be opened with its card access number (CAN)',
    next: {
      vi: 'Đọc bằng ba dòng chữ trên thẻ (MRZ): 9 số cuối, ngày sinh, ngày hết hạn.',
      en: 'Open it with the three lines on the card (MRZ): last 9 digits, date of birth, date of expiry.',
    },
  },
  'DB-CRD-115': {
    vi: 'Không đọc được chứng thư gốc (CSCA) ở {place}: {reason}',
    en: 'The country certificates (CSCA) at {place} cannot be read: {reason}',
    next: {
      vi: 'Chép lại danh sách chứng thư từ nguồn chính thức; đến lúc đó thẻ vẫn đọc được nhưng chưa xác minh nơi cấp.',
      en: 'Copy the list again from its official source; until then cards are read, but who issued them is not verified.',
    },
  },
  'DB-CRD-116': {
    vi: 'Số CAN, số thẻ hoặc ngày không đúng dạng, nên chưa gửi đến chip',
    en: 'The CAN, document number or dates cannot be right; the chip was not asked',
    next: {
      vi: 'CAN là 6 chữ số cuối của số định danh; nếu đọc bằng MRZ, nhập lại 9 số cuối, ngày sinh, ngày hết hạn.',
      en: 'The CAN is the last 6 digits of the number; with the MRZ, type last 9 digits, birth and expiry date again.',
    },
  },
  'card.verdict.read.whole': { vi: 'Đã đọc đủ dữ liệu cần', en: 'All that was needed was read' },
  'card.verdict.read.part': { vi: 'Chỉ đọc được một phần dữ liệu', en: 'Only a part could be read' },
  'card.verdict.unaltered.proven': {
    vi: 'Dữ liệu trong chip không bị sửa',
    en: 'The data of the chip were not altered',
  },
  'card.verdict.unaltered.altered': {
    vi: 'Dữ liệu trong chip đã bị sửa, hoặc chip là bản sao',
    en: 'The data of the chip were altered, or the chip is a copy',
  },
  'card.verdict.unaltered.unknown': {
    vi: 'Không kiểm tra được dữ liệu có bị sửa hay không',
    en: 'Whether the data were altered could not be checked',
  },
  'card.verdict.issuer.confirmed': { vi: 'Đã xác minh nơi cấp', en: 'Who issued the card is verified' },
  'card.verdict.issuer.not-verified': {
    vi: 'Đọc được, chưa xác minh nơi cấp',
    en: 'Read; who issued the card is not verified',
  },
  'card.verdict.issuer.refused': {
    vi: 'Không nơi cấp nào bảo đảm dữ liệu này',
    en: 'No issuer stands for these data',
  },
} as const satisfies Record<string, Entry>
