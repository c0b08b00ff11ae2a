/** Why the desk did not do it, in both languages. */
export class DeskRefusal extends Error {
  override readonly name = 'DeskRefusal'
  /** Stable: a code of the desk such as `DB-DSK-020`, or one of {@link PageCode}. */
  readonly code: string
  readonly words: RefusalWords | undefined

  constructor(code: string, words?: RefusalWords) {
    super(words ? `${code}: ${words.en.sentence}` : code)
    this.code = code
    this.words = words
  }
}

/** What a person reads about a refusal. */
export interface RefusalWords {
  readonly vi: { readonly sentence: string; readonly next: string }
  readonly en: { readonly sentence: string; readonly next: string }
}

/** What can go wrong before a desk could say anything. */
export type PageCode = keyof typeof pageWords

const pageWords = {
  unreachable: {
    vi: {
      sentence: 'Trang web không kết nối được với máy quầy',
      next: 'Kiểm tra deskbridge có đang chạy trên máy này không, rồi thử lại. Nếu vẫn lỗi, báo bộ phận CNTT.',
    },
    en: {
      sentence: 'The page cannot reach the desk',
      next: 'See whether deskbridge runs on this PC and try again. If it does, tell IT.',
    },
  },
  'click-needed': {
    vi: {
      sentence: 'Trình duyệt sẽ hỏi quyền dùng thiết bị trên máy này',
      next: 'Bấm nút kết nối, rồi chọn "Cho phép". Bộ phận CNTT có thể cài sẵn quyền này cho mọi máy.',
    },
    en: {
      sentence: 'The browser will ask whether the page may use apps on this device',
      next: 'Press the button to connect, then choose "Allow". IT can grant it on every PC by a policy.',
    },
  },
  'access-denied': {
    vi: {
      sentence: 'Trình duyệt đang chặn trang này dùng ứng dụng trên máy',
      next: 'Mở biểu tượng bên trái địa chỉ trang, cho phép "Ứng dụng trên thiết bị", rồi tải lại trang.',
    },
    en: {
      sentence: 'The browser keeps this page from using apps on this device',
      next: 'Open the symbol left of the address, allow "Apps on device", then reload the page.',
    },
  },
  'frame-not-allowed': {
    vi: {
      sentence: 'Trang này nằm trong khung của trang khác và chưa được phép dùng ứng dụng trên máy',
      next: 'Nhờ người làm trang ngoài thêm allow="loopback-network; local-network-access" vào thẻ iframe.',
    },
    en: {
      sentence: 'This page is inside a frame of another page, which does not let it use apps on this device',
      next: 'The outer page must say allow="loopback-network; local-network-access" on its iframe.',
    },
  },
  'not-paired': {
    vi: { sentence: 'Trang chưa được ghép nối với máy quầy', next: 'Kết nối lại và nhập mã hiện trên máy quầy.' },
    en: {
      sentence: 'The page is not paired with the desk',
      next: 'Connect again and type the code that the desk shows.',
    },
  },
  unproven: {
    vi: {
      sentence: 'Chương trình trả lời trên máy này không phải máy quầy của trung tâm',
      next: 'Không nhập mã nào cả. Báo bộ phận CNTT.',
    },
    en: {
      sentence: 'What answers on this PC is not a desk of the centre',
      next: 'Type no code. Tell IT.',
    },
  },
} as const satisfies Readonly<Record<string, RefusalWords>>

/** A refusal that the page itself found. */
export function pageRefusal(code: PageCode): DeskRefusal {
  return new DeskRefusal(code, pageWords[code])
}
