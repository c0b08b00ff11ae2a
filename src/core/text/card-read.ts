import type { Entry } from './entry.ts'

export const cardReadTexts = {
  'DB-CRD-301': {
    vi: 'Cần số CAN hoặc các dòng MRZ để mở chip',
    en: 'A chip is opened with its CAN or its MRZ lines',
    next: {
      vi: 'Thêm --can (6 số cuối của số định danh trên thẻ) hoặc --mrz (ba dòng chữ ở mặt thẻ).',
      en: 'Add --can (the last 6 digits of the number on the card) or --mrz (the three lines on the card).',
    },
  },
  'DB-CRD-302': {
    vi: 'Các dòng MRZ không cho biết số thẻ, ngày sinh và ngày hết hạn',
    en: 'The MRZ lines do not tell document number, date of birth and date of expiry',
    next: {
      vi: 'Nhập đủ các dòng chữ ở mặt thẻ, cách nhau bằng dấu cách.',
      en: 'Type all lines of the card, with a blank between them.',
    },
  },
  'card.cli.read': {
    vi: 'Đọc chip của thẻ trên đầu đọc thẻ (PC/SC)',
    en: 'Read the chip of the card on the card reader (PC/SC)',
  },
  'card.cli.can': {
    vi: 'số CAN: 6 số cuối của số định danh trên thẻ',
    en: 'the CAN: the last 6 digits of the number on the card',
  },
  'card.cli.lines': { vi: 'các dòng MRZ ở mặt thẻ', en: 'the MRZ lines on the card' },
  'card.cli.reader': {
    vi: 'tên đầu đọc thẻ; không có thì đầu đọc nào có thẻ',
    en: 'the name of a reader; any with a card without it',
  },
  'card.cli.csca': {
    vi: 'chứng thư gốc của nơi cấp (tệp hoặc thư mục)',
    en: 'country certificates of issuers (file or folder)',
  },
  'card.cli.photo': { vi: 'ghi ảnh chân dung vào tệp này', en: 'write the photo to this file' },
  'card.cli.wait': { vi: 'chờ thẻ tối đa bấy nhiêu giây', en: 'wait for a card for so many seconds at most' },
  'card.cli.trace': {
    vi: 'hiện từng lệnh gửi tới chip (không có dữ liệu cá nhân)',
    en: 'show each command to the chip (no personal data)',
  },
  'card.read.waiting': { vi: 'Đặt thẻ lên đầu đọc…', en: 'Lay the card on the reader…' },
  'card.read.opening': { vi: 'Đang mở chip…', en: 'Opening the chip…' },
  'card.read.opened': { vi: 'Chip đã mở ({protocol})', en: 'The chip is open ({protocol})' },
  'card.read.reading': { vi: 'Đang đọc {file}: {percent} %', en: 'Reading {file}: {percent} %' },
  'card.read.proving': { vi: 'Đang kiểm tra chip…', en: 'The chip is proving itself…' },
  'card.read.photo': { vi: 'Ảnh chân dung: {format}, {bytes} byte', en: 'Photo: {format}, {bytes} bytes' },
  'card.read.missing': { vi: 'Không có {file} ({code})', en: 'Without {file} ({code})' },
  'card.read.took': { vi: 'Đọc xong trong {seconds} giây', en: 'Read in {seconds} s' },
} as const satisfies Record<string, Entry>
