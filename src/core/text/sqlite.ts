import type { Entry } from './entry.ts'

export const sqliteTexts = {
  'DB-SQL-001': {
    vi: 'Cơ sở dữ liệu {file} báo lỗi: {reason}',
    en: 'The database {file} reports an error: {reason}',
    next: {
      vi: 'Chạy "deskbridge doctor"; nếu lỗi lặp lại, gửi kết quả cho người phụ trách.',
      en: 'Run "deskbridge doctor"; if it comes again, send its result to your IT contact.',
    },
  },
  'DB-SQL-002': {
    vi: 'Không đặt được "{pragma}" cho {file}: cần {expected}, đang là {found}',
    en: 'The setting "{pragma}" of {file} could not be made: expected {expected}, found {found}',
    next: {
      vi: 'Đặt thư mục dữ liệu trên ổ đĩa cục bộ của máy này, không dùng ổ mạng.',
      en: 'Keep the data folder on a local disk of this PC, not on a network drive.',
    },
  },
  'DB-SQL-003': {
    vi: 'Tệp {file} đang được một chương trình khác dùng',
    en: 'Another program is using {file}',
    next: {
      vi: 'Đóng chương trình kia, hoặc dùng thư mục dữ liệu khác.',
      en: 'Close the other program, or use another data folder.',
    },
  },
  'DB-SQL-004': {
    vi: 'Ổ đĩa chứa {file} đã đầy',
    en: 'The disk of {file} is full',
    next: {
      vi: 'Giải phóng dung lượng đĩa; chương trình tự tiếp tục.',
      en: 'Free some disk space; the program goes on by itself.',
    },
  },
  'DB-SQL-005': {
    vi: 'Ổ đĩa không ghi được {file}: {reason}',
    en: 'The disk refuses to write {file}: {reason}',
    next: {
      vi: 'Kiểm tra ổ đĩa; báo người phụ trách thay ổ nếu lỗi lặp lại.',
      en: 'Check the disk; have it replaced if this comes again.',
    },
  },
  'DB-SQL-006': {
    vi: 'Tệp {file} bị hỏng: {reason}',
    en: 'The file {file} is damaged: {reason}',
    next: { vi: 'Giữ nguyên tệp, gọi người phụ trách.', en: 'Leave the file as it is and call your IT contact.' },
  },
  'DB-SQL-007': {
    vi: 'Không mở được {file}: {reason}',
    en: 'Cannot open {file}: {reason}',
    next: { vi: 'Kiểm tra quyền ghi vào thư mục dữ liệu.', en: 'Check that the data folder may be written to.' },
  },
  'DB-SQL-008': {
    vi: 'Phần lưu trữ (sqlite3) không dùng được trên máy này: {reason}',
    en: 'The storage part (sqlite3) cannot be used on this PC: {reason}',
    next: {
      vi: 'Cài lại deskbridge. Từ mã nguồn: "sudo apt-get install g++ make python3", sau đó "npm ci".',
      en: 'Install deskbridge again. From source: "sudo apt-get install g++ make python3", then "npm ci".',
    },
  },
} as const satisfies Record<string, Entry>
