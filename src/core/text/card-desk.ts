import type { Entry } from './entry.ts'

const askAgain = {
  vi: 'Bấm "Đọc thẻ" một lần nữa khi người dân đã đưa thẻ.',
  en: 'Press "Read card" again when the citizen has handed over the card.',
}

/** What the desk does with a card that was read. */
export const cardDeskTexts = {
  'DB-CRD-201': {
    vi: 'Trung tâm không có thủ tục "{procedure}" trong cấu hình đọc thẻ',
    en: 'The centre names no procedure "{procedure}" for which a card may be read',
    next: {
      vi: 'Chọn thủ tục khác, hoặc nhờ bộ phận CNTT thêm thủ tục và các mục được lấy.',
      en: 'Choose another, or ask IT to add the procedure with the fields that it may take.',
    },
  },
  'DB-CRD-202': {
    vi: 'Quầy {counter} đang chờ hoặc đang đọc một thẻ',
    en: 'Counter {counter} waits for a card or reads one',
    next: {
      vi: 'Đợi đọc xong, hoặc bấm "Thôi" trên trang của cán bộ.',
      en: "Wait until it is read, or press “Stop” on the officer's page.",
    },
  },
  'DB-CRD-203': {
    vi: 'Không có thẻ nào được đưa vào trong {seconds} giây',
    en: 'No card came within {seconds} seconds',
    next: askAgain,
  },
  'DB-CRD-204': {
    vi: 'Cán bộ đã từ chối cho trang "{origin}" đọc thẻ; thử lại sau {seconds} giây',
    en: 'The officer did not let "{origin}" read the card; try again in {seconds} seconds',
    next: {
      vi: 'Nếu không phải anh/chị yêu cầu, hãy báo bộ phận CNTT.',
      en: 'If it was not you who asked, tell IT.',
    },
  },
  'DB-CRD-205': {
    vi: 'Vừa nhập sai số, đợi {seconds} giây rồi hãy thử lại: chip tự khóa nếu sai quá nhiều',
    en: 'That number was wrong; wait {seconds} seconds: a chip that hears too many wrong ones locks itself',
    next: {
      vi: 'Nhìn kỹ sáu số cuối của số định danh in trên thẻ.',
      en: 'Look closely at the last six digits of the number on the card.',
    },
  },
  'DB-CRD-206': {
    vi: 'Thẻ này không còn được hiển thị',
    en: 'This card is not there any more',
    next: {
      vi: 'Dữ liệu thẻ bị xóa khi nhấc thẻ, khi hết lượt, khi khóa quầy và sau 5 phút. Đọc lại nếu còn cần.',
      en: 'It is forgotten when the card leaves, the visit ends, the counter is locked, and after 5 minutes. Read it again.',
    },
  },
  'DB-CRD-207': {
    vi: 'Cán bộ không trả lời cửa sổ xin đọc thẻ trong {seconds} giây',
    en: 'Nobody answered the window that asked to read the card within {seconds} seconds',
    next: { vi: 'Yêu cầu lại từ trang ban đầu.', en: 'Ask again on the page you came from.' },
  },
  'DB-CRD-208': {
    vi: 'Thẻ không đọc được',
    en: 'The card could not be read',
    next: {
      vi: 'Đặt lại thẻ và đọc lại. Nếu vẫn vậy, nhập thông tin bằng tay và báo người phụ trách.',
      en: 'Put the card back and read again. If it stays so, type the data in and tell your IT contact.',
    },
  },
  'card.procedure.none': { vi: 'không nêu thủ tục', en: 'no procedure named' },
  'card.fields.none': { vi: 'không mục nào', en: 'nothing' },
} as const satisfies Record<string, Entry>
