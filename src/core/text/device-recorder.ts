import type { Entry } from './entry.ts'

/** What the device room says about its recordings. */
export const deviceRecorderTexts = {
  'DB-REC-001': {
    vi: 'Không ghi được nhật ký thiết bị: {reason}',
    en: 'What the devices say cannot be recorded: {reason}',
    next: {
      vi: 'Kiểm tra chỗ trống và quyền ghi của thư mục dữ liệu. Quầy vẫn làm việc bình thường.',
      en: 'Check the free space and permissions of the data folder. The desk goes on working.',
    },
  },
  'DB-REC-002': {
    vi: '{file} không phải là bản ghi của deskbridge, hoặc không có gì trong đó',
    en: '{file} is no recording of deskbridge, or nothing is in it',
    next: {
      vi: 'Tạo bản ghi bằng "deskbridge recordings export".',
      en: 'Make one with "deskbridge recordings export".',
    },
  },
  'DB-REC-003': {
    vi: 'Bản ghi của {device} chỉ có độ dài, không có nội dung: thiết bị này có thể đọc dữ liệu cá nhân',
    en: 'The recording of {device} holds lengths only: such a device may read something personal',
    next: {
      vi: 'Xem được thời gian và sự kiện, nhưng không phát lại được. Viết kiểm thử với dữ liệu tự đặt.',
      en: 'Its times and events can be read, but not replayed. Write a test with invented data.',
    },
  },
  'DB-REC-004': {
    vi: 'Bản ghi quá dài cho một kiểm thử: {steps} bước, tối đa {most}',
    en: 'The recording is too long for a test: {steps} steps, at most {most}',
    next: {
      vi: 'Xuất một đoạn ngắn hơn bằng "--since" và "--until".',
      en: 'Export a shorter piece with "--since" and "--until".',
    },
  },
  'DB-REC-005': {
    vi: 'Không có bản ghi của thiết bị "{device}" trong khoảng thời gian này; có: {known}',
    en: 'There is no recording of a device "{device}" of that time; there are: {known}',
    next: {
      vi: 'Xem danh sách bằng "deskbridge recordings list".',
      en: 'See what is there with "deskbridge recordings list".',
    },
  },
  'DB-REC-006': {
    vi: '"{found}" không phải là khoảng thời gian',
    en: '"{found}" is no span of time',
    next: { vi: 'Viết như 90s, 30m hoặc 2h.', en: 'Write it like 90s, 30m or 2h.' },
  },
  'DB-REC-007': {
    vi: 'Không có cấu hình thiết bị "{profile}" để phát lại; gần nhất: {nearest}',
    en: 'There is no profile "{profile}" to replay with; the nearest is {nearest}',
    next: {
      vi: 'Chỉ tệp cấu hình bằng "--profile TỆP".',
      en: 'Name its file with "--profile FILE".',
    },
  },
  'DB-REC-008': {
    vi: 'Kiểm thử "{name}" làm từ bản ghi này không đạt với cấu hình hiện có: {reason}',
    en: 'The test "{name}" made from this recording does not pass with this profile: {reason}',
    next: {
      vi: 'Sửa cấu hình, hoặc sửa tay phần "expect" của kiểm thử.',
      en: 'Correct the profile, or the "expect" of the test by hand.',
    },
  },
  'DB-REC-009': {
    vi: 'Không đọc hoặc ghi được {file}: {reason}',
    en: '{file} cannot be read or written: {reason}',
    next: { vi: 'Kiểm tra đường dẫn và quyền truy cập.', en: 'Check the path and its permissions.' },
  },
} as const satisfies Record<string, Entry>
