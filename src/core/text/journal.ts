import type { Entry } from './entry.ts'

export const journalTexts = {
  'DB-JRN-001': {
    vi: 'Một deskbridge khác đang dùng thư mục dữ liệu {folder}',
    en: 'Another deskbridge is using the data folder {folder}',
    next: {
      vi: 'Dừng chương trình kia trước, hoặc chọn thư mục khác bằng "data:" trong deskbridge.yaml.',
      en: 'Stop the other one first, or choose another folder with "data:" in deskbridge.yaml.',
    },
  },
  'DB-JRN-002': {
    vi: 'Không ghi được sự kiện vào đĩa: {reason}',
    en: 'An event could not be written to disk: {reason}',
    next: {
      vi: 'Bấm lại; nếu vẫn lỗi, kiểm tra dung lượng ổ đĩa và gọi người phụ trách.',
      en: 'Press again; if it fails again, check the disk space and call your IT contact.',
    },
  },
  'DB-JRN-003': {
    vi: 'Sổ ghi này là bản sao cũ hoặc bị nhân đôi (biên nhận {epoch}/{upTo} không phải của nó); mở kỳ ghi mới {newEpoch}',
    en: 'This journal is an old copy or a clone (receipt {epoch}/{upTo} is not its own); a new epoch {newEpoch} begins',
    next: {
      vi: 'Báo người phụ trách: có thể hai máy dùng chung một tên quầy, hoặc đĩa vừa được phục hồi.',
      en: 'Tell your IT contact: two PCs may share one desk name, or the disk was restored.',
    },
  },
  'DB-JRN-004': {
    vi: 'Không tạo được thư mục dữ liệu {folder}: {reason}',
    en: 'Cannot create the data folder {folder}: {reason}',
    next: { vi: 'Kiểm tra quyền ghi, hoặc chọn thư mục khác.', en: 'Check its permissions, or choose another folder.' },
  },
  'DB-JRN-005': {
    vi: 'Chưa có sổ ghi nào trong {folder}',
    en: 'There is no journal in {folder}',
    next: {
      vi: 'Kiểm tra "data:" trong deskbridge.yaml; chạy "deskbridge run" một lần.',
      en: 'Check "data:" in deskbridge.yaml; run "deskbridge run" once.',
    },
  },
} as const satisfies Record<string, Entry>
