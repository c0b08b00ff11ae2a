import type { Entry } from './entry.ts'

const askAgain = { vi: 'Tải lại trang rồi thử lại.', en: 'Reload the page and try again.' }

export const centreProofTexts = {
  'DB-CTR-030': {
    vi: 'Máy quầy không chứng minh được mình là ai',
    en: 'What answers as a desk does not prove that it is one',
    next: {
      vi: 'Có thể chương trình khác đang giả làm máy quầy. Chạy "deskbridge doctor" trên máy đó.',
      en: 'Another program may pose as the desk. Run "deskbridge doctor" on that PC.',
    },
  },
  'DB-CTR-031': {
    vi: 'Khóa của máy quầy {desk} không phải khóa trung tâm đã ghi nhận',
    en: 'The key of desk {desk} is not the one that the centre knows',
    next: {
      vi: 'Nếu máy vừa được thay, hãy ghi nhận lại. Nếu không, báo bộ phận CNTT.',
      en: 'If the PC was replaced, enrol it anew. If not, tell IT.',
    },
  },
  'DB-CTR-032': {
    vi: 'Bằng chứng của máy quầy đến quá muộn hoặc đã được dùng',
    en: 'The proof of the desk came too late, or was used before',
    next: askAgain,
  },
} as const satisfies Record<string, Entry>
