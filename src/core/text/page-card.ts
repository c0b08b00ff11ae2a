import type { Entry } from './entry.ts'

/** The card of the citizen on the officer's page. */
export const pageCardTexts = {
  'page.card': { vi: 'Thẻ của người dân', en: "The citizen's card" },
  'page.card.none': { vi: 'Chưa đọc thẻ nào.', en: 'No card was read.' },
  'page.card.consent': {
    vi: 'Một trang web xin đọc thẻ: trả lời trong cửa sổ vừa mở.',
    en: 'A site asks to read the card: answer in the window that has opened.',
  },
  'page.card.waiting': {
    vi: 'Đặt thẻ lên đầu đọc hoặc đưa mã QR vào máy quét…',
    en: 'Put the card on the reader, or hold its code to the scanner…',
  },
  'page.card.reading': {
    vi: 'Đang đọc chip… {percent}%. Đừng nhấc thẻ.',
    en: 'Reading the chip… {percent}%. Leave it there.',
  },
  'page.card.kept': {
    vi: 'Đã đọc. Dữ liệu được niêm phong gửi trung tâm; máy này không mở lại được.',
    en: 'Read. It goes to the centre under seal; this PC cannot open it again.',
  },
  'page.card.not-kept': {
    vi: 'Đã đọc, chỉ để xem: không có gì của người dân được lưu hay gửi đi.',
    en: 'Read, to be seen only: nothing of the citizen was kept or sent.',
  },
  'page.card.procedure': { vi: 'Thủ tục', en: 'Procedure' },
  'page.card.procedure.none': { vi: 'Không nêu thủ tục', en: 'No procedure' },
  'page.card.can': {
    vi: 'Số CAN (6 số cuối của số định danh), khi đọc chip',
    en: 'CAN (last 6 digits of the number), for a chip',
  },
  'page.card.read': { vi: 'Đọc thẻ', en: 'Read card' },
  'page.card.stop': { vi: 'Thôi', en: 'Stop' },
  'page.card.show': { vi: 'Hiện đầy đủ', en: 'Show all' },
  'page.card.mask': { vi: 'Che lại', en: 'Mask' },
  'page.card.clear': { vi: 'Xóa khỏi màn hình', en: 'Take away' },
  'page.card.photo.none': {
    vi: 'Trình duyệt không hiện được ảnh trong chip (JPEG 2000).',
    en: 'The browser cannot show the photo of this chip (JPEG 2000).',
  },
  'page.card.sex.male': { vi: 'Nam', en: 'Male' },
  'page.card.sex.female': { vi: 'Nữ', en: 'Female' },
  'page.card.sex.unspecified': { vi: 'Không ghi', en: 'Not stated' },
} as const satisfies Record<string, Entry>
