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
  'DB-JRN-010': {
    vi: 'Sổ ghi bị hỏng ({reason}) và đã được cất vào {folder}: cứu được {salvaged} sự kiện, báo mất {reported} số; mở kỳ ghi mới {epoch}',
    en: 'The journal was damaged ({reason}) and is set aside in {folder}: {salvaged} events saved, {reported} numbers reported as lost; a new epoch {epoch} begins',
    next: {
      vi: 'Không cần làm gì ngay. Kiểm tra ổ đĩa; khi đã yên tâm, xóa thư mục {folder} để thôi nhắc.',
      en: 'Nothing to do at once. Check the disk; when it is in order, delete the folder {folder} and this is told no more.',
    },
  },
  'DB-JRN-011': {
    vi: 'Sổ ghi bị hỏng và không cất được {file} vào {folder}: {reason}',
    en: 'The journal is damaged and {file} cannot be set aside in {folder}: {reason}',
    next: {
      vi: 'Cho tài khoản dịch vụ quyền ghi vào thư mục dữ liệu, đóng chương trình đang giữ tệp, rồi chạy lại. Không xóa tệp.',
      en: 'Let the service account write to the data folder, close what holds the file, then start again. Do not delete the file.',
    },
  },
  'DB-JRN-012': {
    vi: 'Lần ghi cuối bị ngắt giữa chừng: tìm lại được {found} sự kiện, báo mất {reported} số; kỳ ghi {epoch} vẫn tiếp tục',
    en: 'The last write was cut off: {found} events were found again, {reported} numbers reported as lost; epoch {epoch} goes on',
    next: {
      vi: 'Không cần làm gì; nếu lặp lại mà không mất điện, kiểm tra ổ đĩa.',
      en: 'Nothing to do; if it comes again without a power cut, check the disk.',
    },
  },
  'DB-JRN-013': {
    vi: 'Không ghi được tệp số dự trữ trong {folder}: {reason}',
    en: 'The file of reserved numbers in {folder} cannot be written: {reason}',
    next: {
      vi: 'Kiểm tra dung lượng và quyền ghi của thư mục dữ liệu; chương trình tự thử lại.',
      en: 'Check the room and the permissions of the data folder; the program tries again by itself.',
    },
  },
  'DB-JRN-020': {
    vi: 'Ổ đĩa của {folder} sắp chật ({used} %, còn {free} MB): bỏ qua các sự kiện chỉ để thống kê',
    en: 'The disk of {folder} gets tight ({used} %, {free} MB left): facts for statistics only are left out',
    next: { vi: 'Xóa bớt tệp không cần trên ổ đĩa này.', en: 'Delete files that are not needed from this disk.' },
  },
  'DB-JRN-021': {
    vi: 'Ổ đĩa của {folder} còn ít chỗ ({used} %, còn {free} MB): từ chối việc không bắt buộc',
    en: 'The disk of {folder} is short of room ({used} %, {free} MB left): optional work is refused',
    next: {
      vi: 'Giải phóng ổ đĩa hôm nay; kiểm tra mạng tới trung tâm nếu còn nhiều sự kiện chưa gửi.',
      en: 'Make room on this disk today; check the network to the centre if many events are still to be sent.',
    },
  },
  'DB-JRN-022': {
    vi: 'Ổ đĩa của {folder} đã đầy ({used} %, còn {free} MB): không nhận thêm sự kiện nào',
    en: 'The disk of {folder} is full ({used} %, {free} MB left): no new event is accepted',
    next: {
      vi: 'Giải phóng ổ đĩa ngay; chương trình tự nhận lại khi có chỗ. Những gì đã nhận vẫn được giữ và gửi.',
      en: 'Make room on this disk now; the program goes on by itself. What was accepted is kept and delivered.',
    },
  },
  'DB-JRN-023': {
    vi: 'Ổ đĩa của {folder} báo lỗi: không nhận thêm sự kiện nào cho đến khi ghi được',
    en: 'The disk of {folder} gives errors: no new event is accepted until it can be written again',
    next: {
      vi: 'Chương trình tự thử lại. Nếu quá một phút, kiểm tra ổ đĩa và gọi người phụ trách.',
      en: 'The program tries again by itself. After more than a minute check the disk and call your IT contact.',
    },
  },
  'DB-JRN-024': {
    vi: 'Sau khi ổ đĩa báo lỗi, sổ ghi lại có nhiều sự kiện hơn đã xác nhận ({found}, đã xác nhận {known}): giữ tất cả',
    en: 'After errors of the disk the journal holds more than was confirmed ({found}, confirmed {known}): all of it is kept',
    next: {
      vi: 'Không cần làm gì; một lần bấm bị báo lỗi có thể vẫn được ghi.',
      en: 'Nothing to do; a press that was refused may have been recorded after all.',
    },
  },
  'DB-JRN-025': {
    vi: 'Sau khi ổ đĩa báo lỗi, sổ ghi thiếu sự kiện đã nhận (còn {found}, đã nhận {known}); mở kỳ ghi mới {newEpoch}',
    en: 'After errors of the disk the journal lacks events that were accepted ({found} left of {known}); a new epoch {newEpoch} begins',
    next: {
      vi: 'Thay ổ đĩa: nó báo đã ghi mà không giữ. Gọi người phụ trách.',
      en: 'Replace the disk: it confirmed what it did not keep. Call your IT contact.',
    },
  },
} as const satisfies Record<string, Entry>
