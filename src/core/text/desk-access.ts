import type { Entry } from './entry.ts'

const pairAgain = {
  vi: 'Ghép nối lại trang này với máy quầy.',
  en: 'Pair the page with this desk again.',
}
const tellIt = {
  vi: 'Nếu không phải anh/chị đang ghép nối, hãy báo bộ phận CNTT.',
  en: 'If it is not you who is pairing, tell IT.',
}

export const deskAccessTexts = {
  'DB-DSK-020': {
    vi: 'Trang "{origin}" chưa được ghép nối với máy quầy này, hoặc đã bị ngắt ghép nối',
    en: 'The page "{origin}" is not paired with this desk, or no longer',
    next: pairAgain,
  },
  'DB-DSK-021': {
    vi: 'Mã ghép nối không đúng hoặc đã hết hạn (còn {left} lần thử)',
    en: 'The pairing code is wrong or too old ({left} tries left)',
    next: { vi: 'Nhập đúng mã đang hiện trên máy quầy.', en: 'Type the code that the desk shows now.' },
  },
  'DB-DSK-022': {
    vi: 'Nhập sai mã ghép nối quá nhiều lần, thử lại sau {seconds} giây',
    en: 'Too many wrong pairing codes, try again in {seconds} seconds',
    next: tellIt,
  },
  'DB-DSK-023': {
    vi: 'Trang "{origin}" đã nhập sai mã ghép nối quá nhiều lần',
    en: 'The page "{origin}" has sent too many wrong pairing codes',
    next: tellIt,
  },
  'DB-DSK-024': {
    vi: 'Không mở được cửa sổ của deskbridge trong phiên làm việc này',
    en: 'The desk cannot open its window in this desktop session',
    next: {
      vi: 'Chạy "deskbridge session" trong phiên của cán bộ, rồi thử lại.',
      en: 'Run "deskbridge session" in the session of the officer, then try again.',
    },
  },
  'DB-DSK-025': {
    vi: 'Cửa sổ này đã được dùng, đã hết hạn hoặc không phải của người dùng này',
    en: 'This window was used already, is too old, or belongs to another user',
    next: {
      vi: 'Đóng cửa sổ và yêu cầu lại từ trang ban đầu.',
      en: 'Close it and ask again on the page you came from.',
    },
  },
  'DB-DSK-026': {
    vi: 'Quá nhiều yêu cầu trong thời gian ngắn',
    en: 'Too many requests in a short time',
    next: { vi: 'Đợi vài giây rồi thử lại.', en: 'Wait a few seconds and try again.' },
  },
  'DB-DSK-027': {
    vi: 'Cổng {port} đang bị chương trình khác chiếm ({holder}); trang của quầy chưa mở được',
    en: 'Port {port} is held by another program ({holder}); the page of the desk is not there',
    next: {
      vi: 'Không nhập mã hay mật khẩu vào trang ở cổng này. Dừng chương trình đó; deskbridge tự thử lại.',
      en: 'Type no code or PIN into a page on that port. Stop the program; deskbridge tries again by itself.',
    },
  },
  'DB-DSK-028': {
    vi: 'Không đọc được khóa của máy quầy {file}: {reason}',
    en: "The desk's key {file} cannot be used: {reason}",
    next: {
      vi: 'Kiểm tra quyền của thư mục dữ liệu. Nếu xóa tệp, trung tâm phải ghi nhận lại máy quầy.',
      en: 'Check the rights of the data folder. If the file is deleted, the centre must learn the desk anew.',
    },
  },
  'DB-DSK-029': {
    vi: 'Không tìm thấy ghép nối "{id}"',
    en: 'There is no pairing "{id}"',
    next: { vi: 'Tải lại danh sách.', en: 'Load the list again.' },
  },
  'DB-DSK-030': {
    vi: 'Người ngồi tại quầy đã từ chối ghép nối trang "{origin}"; có thể thử lại sau {seconds} giây',
    en: 'Whoever sits at the desk refused to pair the page "{origin}"; it may be tried again in {seconds} seconds',
    next: {
      vi: 'Hỏi người ngồi tại quầy. Chỉ ghép nối lại khi chính anh/chị yêu cầu.',
      en: 'Ask whoever sits at the desk. Pair again only if it is you who asks.',
    },
  },
  'DB-DSK-031': {
    vi: 'Trang "{origin}" đã xin ghép nối mà người ngồi tại quầy không yêu cầu',
    en: 'The page "{origin}" asked to be paired, and whoever sits at the desk had not asked for it',
    next: {
      vi: 'Trang đã bị từ chối. Báo bộ phận CNTT xem trang nào đang mở trên máy này.',
      en: 'It was refused. Let IT see which page is open on this PC.',
    },
  },
} as const satisfies Record<string, Entry>
