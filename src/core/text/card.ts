import type { Entry } from './entry.ts'

const scanAgain = {
  vi: 'Quét lại mã trên thẻ. Nếu vẫn vậy, đọc chip hoặc nhập tay và đối chiếu với thẻ.',
  en: 'Scan the code on the card again. If that does not help, read the chip, or type it in and compare with the card.',
}
const doubtIt = {
  vi: 'Quét lại. Nếu vẫn vậy, không dùng dữ liệu này: đối chiếu thẻ thật, đọc chip hoặc hỏi người phụ trách.',
  en: 'Scan again. If that does not help, do not use this data: look at the card itself, read its chip, or ask who is in charge.',
}
const typeAgain = {
  vi: 'So từng ký tự với thẻ ở chỗ được nêu rồi nhập hoặc đọc lại.',
  en: 'Compare the characters at that place with the card, then type or read it again.',
}
const otherMode = {
  vi: 'Chuyển máy quét sang chế độ HID POS hoặc cổng COM theo sách hướng dẫn của máy, rồi cắm lại.',
  en: 'Switch the scanner to HID POS or a virtual COM port with the code in its manual, then plug it in again.',
}

/** What is wrong with a card that was scanned or typed. No sentence repeats what the card says. */
export const cardTexts = {
  'DB-CRD-001': {
    vi: 'Đây không phải nội dung mã QR hay dòng MRZ của thẻ',
    en: "This is neither the text of a card's QR code nor an MRZ",
    next: scanAgain,
  },
  'DB-CRD-002': {
    vi: 'Dữ liệu thẻ không đúng: số định danh phải có 12 chữ số. Không có gì được điền',
    en: "The card's data is wrong: the personal number must have 12 digits. Nothing was filled in",
    next: scanAgain,
  },
  'DB-CRD-003': {
    vi: 'Dữ liệu thẻ không khớp: ba chữ số đầu của số định danh không phải mã tỉnh hay mã nước nào. Không có gì được điền',
    en: "The card's data does not fit: no province or country has the first three digits of the number. Nothing was filled in",
    next: doubtIt,
  },
  'DB-CRD-004': {
    vi: 'Dữ liệu thẻ không khớp: giới tính khác với chữ số thứ 4 của số định danh. Không có gì được điền',
    en: "The card's data does not fit: the sex is not that of the 4th digit of the number. Nothing was filled in",
    next: doubtIt,
  },
  'DB-CRD-005': {
    vi: 'Dữ liệu thẻ không khớp: năm sinh khác với số định danh. Không có gì được điền',
    en: "The card's data does not fit: the year of birth is not that of the number. Nothing was filled in",
    next: doubtIt,
  },
  'DB-CRD-006': {
    vi: 'Dữ liệu thẻ không đúng: ngày sinh không phải một ngày có thật. Không có gì được điền',
    en: "The card's data is wrong: the date of birth is no date. Nothing was filled in",
    next: scanAgain,
  },
  'DB-CRD-007': {
    vi: 'Dữ liệu thẻ không đúng: ngày cấp không phải một ngày có thật. Không có gì được điền',
    en: "The card's data is wrong: the date of issue is no date. Nothing was filled in",
    next: scanAgain,
  },
  'DB-CRD-008': {
    vi: 'Dữ liệu thẻ không khớp: thứ tự ngày sinh, ngày cấp, ngày hết hạn không thể như vậy. Không có gì được điền',
    en: "The card's data does not fit: birth, issue and expiry cannot be in this order. Nothing was filled in",
    next: doubtIt,
  },
  'DB-CRD-009': {
    vi: 'Dữ liệu thẻ không đúng: họ tên trống hoặc có ký tự không thuộc tên người. Không có gì được điền',
    en: "The card's data is wrong: the name is empty or has characters that no name has. Nothing was filled in",
    next: scanAgain,
  },
  'DB-CRD-010': {
    vi: 'Dữ liệu thẻ không đúng: giới tính phải là Nam hoặc Nữ. Không có gì được điền',
    en: "The card's data is wrong: the sex must be Nam or Nữ. Nothing was filled in",
    next: scanAgain,
  },
  'DB-CRD-011': {
    vi: 'Dữ liệu thẻ thiếu: mã mới đọc được {found} phần, cần ít nhất {least}. Không có gì được điền',
    en: "Some of the card's data is missing: {found} parts were read, at least {least} are needed. Nothing was filled in",
    next: scanAgain,
  },
  'DB-CRD-012': {
    vi: 'Máy quét làm mất chữ có dấu của thẻ, nên không có gì được điền: chuyển nó sang chế độ HID POS hoặc cổng COM',
    en: 'The scanner loses the Vietnamese letters of the card, so nothing was filled in: switch it to HID POS or a COM port',
    next: otherMode,
  },
  'DB-CRD-013': {
    vi: 'Một lần quét có dữ liệu của hai thẻ khác nhau. Không có gì được điền: chỉ quét một thẻ',
    en: 'One scan has the data of two different cards. Nothing was filled in: scan one card only',
    next: {
      vi: 'Để một thẻ trước máy quét, đợi tiếng bíp rồi mới quét thẻ sau.',
      en: 'Hold one card before the scanner and wait for the beep before the next.',
    },
  },
  'DB-CRD-014': {
    vi: 'Dữ liệu thẻ không đúng: số giấy tờ cũ phải có 9 hoặc 12 chữ số, hoặc để trống. Không có gì được điền',
    en: "The card's data is wrong: the old number must have 9 or 12 digits, or be empty. Nothing was filled in",
    next: scanAgain,
  },
  'DB-CRD-015': {
    vi: 'Máy quét gửi chữ của thẻ bằng bảng mã khác, nên không có gì được điền',
    en: 'The scanner sends the letters of the card in another encoding, so nothing was filled in',
    next: {
      vi: 'Đặt máy quét gửi UTF-8, hoặc khai báo bảng mã của nó ("charset") trong hồ sơ thiết bị.',
      en: 'Set the scanner to UTF-8, or name its encoding ("charset") in the device profile.',
    },
  },
  'DB-CRD-016': {
    vi: 'Máy quét làm mất chữ có dấu của thẻ, nên không có gì được điền: quét mã {code} để chuyển nó sang chế độ "{to}"',
    en: 'The scanner loses the Vietnamese letters of the card, so nothing was filled in: scan the code {code} to switch it to "{to}"',
    next: {
      vi: 'Quét mã {code} (trong sách hướng dẫn của máy quét), rút ra cắm lại, rồi quét lại thẻ.',
      en: 'Scan the code {code} (it is in the manual of the scanner), plug the scanner in again, then scan the card again.',
    },
  },
  'DB-CRD-017': {
    vi: 'Nội dung dài quá {limit} ký tự nên không thể là một thẻ',
    en: 'A text of more than {limit} characters cannot be a card',
    next: scanAgain,
  },
} as const satisfies Record<string, Entry>

/** What is wrong with the machine readable zone of a card or passport, and where. */
export const cardMrzTexts = {
  'DB-CRD-020': {
    vi: 'MRZ: dòng {line} có {found} ký tự, cần đúng {expected}',
    en: 'MRZ: line {line} has {found} characters, {expected} are needed',
    next: typeAgain,
  },
  'DB-CRD-021': {
    vi: 'MRZ: dòng {line}, cột {column} có ký tự không thể đứng ở đó',
    en: 'MRZ: line {line}, column {column} has a character that cannot stand there',
    next: typeAgain,
  },
  'DB-CRD-022': {
    vi: 'MRZ: dòng {line}, cột {column} có "{found}"; có phải là "{suggested}" không?',
    en: 'MRZ: line {line}, column {column} has "{found}"; is it "{suggested}"?',
    next: {
      vi: 'Xem ký tự đó trên thẻ. Nếu đúng là "{suggested}", sửa lại; deskbridge không tự sửa.',
      en: 'Look at that character on the card. If it is "{suggested}", correct it; deskbridge does not do so by itself.',
    },
  },
  'DB-CRD-023': {
    vi: 'MRZ: số kiểm tra của số giấy tờ không đúng (dòng {line}, cột {column} đến {last})',
    en: 'MRZ: the check digit of the document number does not fit (line {line}, columns {column} to {last})',
    next: typeAgain,
  },
  'DB-CRD-024': {
    vi: 'MRZ: số kiểm tra của ngày sinh không đúng (dòng {line}, cột {column} đến {last})',
    en: 'MRZ: the check digit of the date of birth does not fit (line {line}, columns {column} to {last})',
    next: typeAgain,
  },
  'DB-CRD-025': {
    vi: 'MRZ: số kiểm tra của ngày hết hạn không đúng (dòng {line}, cột {column} đến {last})',
    en: 'MRZ: the check digit of the date of expiry does not fit (line {line}, columns {column} to {last})',
    next: typeAgain,
  },
  'DB-CRD-026': {
    vi: 'MRZ: số kiểm tra của số định danh không đúng (dòng {line}, cột {column} đến {last})',
    en: 'MRZ: the check digit of the personal number does not fit (line {line}, columns {column} to {last})',
    next: typeAgain,
  },
  'DB-CRD-027': {
    vi: 'MRZ: số kiểm tra chung không đúng (dòng {line}, cột {column}); một ký tự ở các dòng trên bị sai',
    en: 'MRZ: the overall check digit does not fit (line {line}, column {column}); some character is wrong',
    next: typeAgain,
  },
  'DB-CRD-028': {
    vi: 'MRZ: chỉ đọc được thẻ (3 dòng, 30 ký tự) và hộ chiếu (2 dòng, 44 ký tự); đây không phải loại nào trong đó',
    en: 'MRZ: only cards (3 lines of 30) and passports (2 lines of 44) can be read; this is neither',
    next: typeAgain,
  },
  'DB-CRD-029': {
    vi: 'MRZ: ngày ở dòng {line}, cột {column} không phải một ngày có thật',
    en: 'MRZ: the date at line {line}, column {column} is no date',
    next: typeAgain,
  },
  'DB-CRD-030': {
    vi: 'Dữ liệu thẻ không khớp: số giấy tờ (dòng 1, cột 6) không phải 9 chữ số cuối của số định danh',
    en: "The card's data does not fit: the document number (line 1, column 6) is not the last 9 digits of the personal number",
    next: doubtIt,
  },
} as const satisfies Record<string, Entry>

/** What is said about a card that was read, and of its fields. */
export const cardWordTexts = {
  'card.notice.seen': {
    vi: 'Đã đọc thẻ. Mã in trên thẻ ai cũng làm được nên không chứng minh thẻ là thật; hãy nhìn thẻ và người.',
    en: 'A card was read. Anybody can print such a code, so it does not prove the card: look at the card and the person.',
  },
  'card.cli.about': {
    vi: 'Đọc dữ liệu của thẻ căn cước và hộ chiếu',
    en: 'Read the data of citizen cards and passports',
  },
  'card.cli.qr': {
    vi: 'Kiểm tra nội dung mã QR của thẻ; thoát với mã 1 khi dữ liệu không khớp',
    en: "Check the text of a card's QR code; exit code 1 where its data does not fit",
  },
  'card.cli.mrz': {
    vi: 'Kiểm tra các dòng MRZ của thẻ hoặc hộ chiếu; thoát với mã 1 khi không đúng',
    en: 'Check the MRZ lines of a card or passport; exit code 1 where they are wrong',
  },
  'card.cli.text': {
    vi: 'nội dung; không có thì đọc từ đầu vào chuẩn',
    en: 'the text; read from standard input where it is missing',
  },
  'card.cli.unmask': { vi: 'hiện đầy đủ, không che', en: 'show everything, mask nothing' },
  'card.proof.qr': {
    vi: 'Chỉ là chữ in: không chứng minh thẻ là thật.',
    en: 'This is printed text only: it does not prove that the card is genuine.',
  },
  'card.source.qr': { vi: 'mã QR', en: 'QR code' },
  'card.source.mrz': { vi: 'dòng MRZ', en: 'machine readable lines' },
  'card.source.chip': { vi: 'chip', en: 'chip' },
  'card.kind.cccd': { vi: 'Căn cước công dân (đến 6/2024)', en: 'CCCD (until June 2024)' },
  'card.kind.can-cuoc': { vi: 'Căn cước (từ 7/2024)', en: 'Căn cước (since July 2024)' },
  'card.kind.passport': { vi: 'Hộ chiếu', en: 'Passport' },
  'card.sex.male': { vi: 'Nam', en: 'male' },
  'card.sex.female': { vi: 'Nữ', en: 'female' },
  'card.sex.unspecified': { vi: 'không ghi', en: 'unspecified' },
  'card.field.source': { vi: 'Nguồn', en: 'Source' },
  'card.field.kind': { vi: 'Loại', en: 'Kind' },
  'card.field.name': { vi: 'Họ và tên', en: 'Name' },
  'card.field.birthDate': { vi: 'Ngày sinh', en: 'Date of birth' },
  'card.field.number': { vi: 'Số định danh', en: 'Personal number' },
  'card.field.oldNumber': { vi: 'Số giấy tờ cũ', en: 'Old number' },
  'card.field.documentNumber': { vi: 'Số giấy tờ', en: 'Document number' },
  'card.field.sex': { vi: 'Giới tính', en: 'Sex' },
  'card.field.nationality': { vi: 'Quốc tịch', en: 'Nationality' },
  'card.field.origin': { vi: 'Quê quán / nơi đăng ký khai sinh', en: 'Place of origin' },
  'card.field.residence': { vi: 'Nơi thường trú', en: 'Residence' },
  'card.field.features': { vi: 'Đặc điểm nhận dạng', en: 'Identifying features' },
  'card.field.issueDate': { vi: 'Ngày cấp', en: 'Date of issue' },
  'card.field.expiryDate': { vi: 'Ngày hết hạn', en: 'Date of expiry' },
  'card.field.father': { vi: 'Họ tên cha', en: 'Father' },
  'card.field.mother': { vi: 'Họ tên mẹ', en: 'Mother' },
  'card.field.spouse': { vi: 'Họ tên vợ hoặc chồng', en: 'Spouse' },
  'card.field.unnamed': { vi: 'Các phần khác', en: 'Other parts' },
} as const satisfies Record<string, Entry>
