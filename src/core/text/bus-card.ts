import { tellSupport } from './device-steps.ts'
import type { Entry } from './entry.ts'

const layAgain = {
  vi: 'Nhấc thẻ ra, đặt lại cho đúng mặt và giữ yên đến khi đọc xong.',
  en: 'Take the card off, lay it down again the right way round, and leave it until it has been read.',
}

/** Card readers and the PC/SC service behind them. */
export const busCardTexts = {
  'DB-PCS-001': {
    vi: 'Dịch vụ đầu đọc thẻ (PC/SC) chưa chạy trên máy này',
    en: 'The card reader service (PC/SC) does not run on this PC',
    next: {
      vi: 'Linux: cài gói pcscd và libccid, rồi "systemctl start pcscd.socket". Windows: cắm đầu đọc, rồi khởi động dịch vụ "Smart Card".',
      en: 'Linux: install pcscd and libccid, then "systemctl start pcscd.socket". Windows: plug the reader in, then start the service "Smart Card".',
    },
  },
  'DB-PCS-002': {
    vi: 'Máy này không cho chương trình dùng đầu đọc thẻ',
    en: 'This PC does not let the program use card readers',
    next: {
      vi: 'Linux: cài lại gói deskbridge để có luật polkit cho tài khoản deskbridge, rồi "systemctl restart polkit pcscd".',
      en: 'Linux: install the package deskbridge again, which brings the polkit rule for its account, then "systemctl restart polkit pcscd".',
    },
  },
  'DB-PCS-003': {
    vi: 'Chưa cắm đầu đọc thẻ nào',
    en: 'No card reader is plugged in',
    next: {
      vi: 'Cắm đầu đọc thẻ vào cổng USB của máy; nếu đã cắm, đổi cổng khác hoặc cài trình điều khiển của hãng.',
      en: 'Plug the card reader into a USB port of this PC; if it is in, try another port or install the driver of its maker.',
    },
  },
  'DB-PCS-004': {
    vi: 'Không thấy đầu đọc thẻ {reader}',
    en: 'There is no card reader {reader}',
    next: { vi: 'Cắm lại cáp của đầu đọc thẻ.', en: 'Plug the cable of the card reader in again.' },
  },
  'DB-PCS-005': {
    vi: 'Chưa có thẻ trên đầu đọc',
    en: 'No card lies on the reader',
    next: { vi: 'Đặt thẻ lên đầu đọc.', en: 'Lay the card on the reader.' },
  },
  'DB-PCS-006': {
    vi: 'Thẻ trên đầu đọc {reader} không trả lời',
    en: 'The card on the reader {reader} does not answer',
    next: layAgain,
  },
  'DB-PCS-007': {
    vi: 'Chương trình khác đang dùng thẻ trên đầu đọc {reader}',
    en: 'Another program uses the card on the reader {reader}',
    next: {
      vi: 'Đóng phần mềm đọc thẻ khác (của hãng, ký số, ngân hàng) rồi đọc lại.',
      en: 'Close other software that reads cards (of the maker, for signing, of a bank), then read again.',
    },
  },
  'DB-PCS-008': {
    vi: 'Thẻ đã bị nhấc ra hoặc xê dịch khi đang đọc',
    en: 'The card was taken away or moved while it was read',
    next: layAgain,
  },
  'DB-PCS-009': {
    vi: 'Thẻ trên đầu đọc {reader} không trả lời trong {seconds} giây',
    en: 'The card on the reader {reader} has not answered for {seconds} s',
    next: {
      vi: 'Nhấc thẻ ra và đặt lại; nếu vẫn vậy, rút và cắm lại đầu đọc.',
      en: 'Take the card off and lay it down again; if that does not help, unplug the reader and plug it in again.',
    },
  },
  'DB-PCS-010': {
    vi: 'Tiến trình đọc thẻ đã dừng bất thường ({exit})',
    en: 'The card process ended unexpectedly ({exit})',
    next: tellSupport,
  },
  'DB-PCS-011': {
    vi: 'Tiến trình đọc thẻ bị treo và đã được dừng',
    en: 'The card process hung and was ended',
    next: tellSupport,
  },
  'DB-PCS-012': {
    vi: 'Không khởi động được tiến trình đọc thẻ: {reason}',
    en: 'The card process could not be started: {reason}',
    next: { vi: 'Cài đặt lại deskbridge.', en: 'Install deskbridge again.' },
  },
  'DB-PCS-013': {
    vi: 'Không mở được thẻ trên đầu đọc {reader} trong {seconds} giây',
    en: 'The card on the reader {reader} did not open within {seconds} s',
    next: layAgain,
  },
  'DB-PCS-014': {
    vi: 'Thiếu phần dùng đầu đọc thẻ trên máy này: {reason}',
    en: 'The part for card readers is missing on this PC: {reason}',
    next: {
      vi: 'Trên Linux: cài gói libpcsclite1. Nếu vẫn thiếu, cài đặt lại deskbridge.',
      en: 'On Linux: install libpcsclite1. If it is still missing, install deskbridge again.',
    },
  },
  'DB-PCS-015': {
    vi: 'Đầu đọc thẻ {reader} báo lỗi: {reason}',
    en: 'The card reader {reader} failed: {reason}',
    next: {
      vi: 'Đặt lại thẻ; nếu vẫn lỗi, rút và cắm lại đầu đọc.',
      en: 'Lay the card down again; if that does not help, unplug the reader and plug it in again.',
    },
  },
  'DB-PCS-016': {
    vi: 'Thẻ trên đầu đọc {reader} đang được đọc',
    en: 'The card on the reader {reader} is being read already',
    next: { vi: 'Chờ đọc xong rồi đọc lại.', en: 'Wait until it has been read, then read again.' },
  },
} as const satisfies Record<string, Entry>
