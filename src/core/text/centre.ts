import type { Entry } from './entry.ts'

export const centreTexts = {
  'DB-CTR-001': {
    vi: 'Không mở được cổng {port} cho máy chủ MQTT: {reason}',
    en: 'Cannot open port {port} for the MQTT broker: {reason}',
    next: {
      vi: 'Chọn cổng khác bằng --port, hoặc dừng chương trình đang dùng cổng này.',
      en: 'Choose another with --port, or stop the program that holds it.',
    },
  },
  'DB-CTR-002': {
    vi: 'Một deskbridge khác đang dùng dữ liệu trung tâm {folder}',
    en: 'Another deskbridge is using the centre data {folder}',
    next: { vi: 'Dừng chương trình kia trước.', en: 'Stop the other one first.' },
  },
  'DB-CTR-003': {
    vi: 'Quầy {desk} không trả lời lệnh {command} trong {ms} ms',
    en: 'Desk {desk} has not answered the command {command} within {ms} ms',
    next: {
      vi: 'Xem quầy có đang kết nối không: "deskbridge centre desks". Kết quả đến muộn vẫn được báo.',
      en: 'See with "deskbridge centre desks" whether it is there. A result that comes later is still reported.',
    },
  },
  'DB-CTR-004': {
    vi: 'Trung tâm đang mất kết nối với máy chủ MQTT nên không gửi được lệnh {command}',
    en: 'The centre has no connection to the broker, so the command {command} was not sent',
    next: { vi: 'Gửi lại khi đã kết nối.', en: 'Send it again once it is connected.' },
  },
  'DB-CTR-005': {
    vi: 'Máy chủ {broker} không chia được sự kiện cho nhóm "{group}": {reason}',
    en: 'The broker {broker} cannot share facts among the group "{group}": {reason}',
    next: {
      vi: 'Dùng máy chủ MQTT 5 có shared subscription (Mosquitto, EMQX…; máy chủ đi kèm thì không), hoặc chạy một tiến trình và bỏ "group".',
      en: 'Use an MQTT 5 broker with shared subscriptions (Mosquitto, EMQX, …; the built-in one has none), or one process without "group".',
    },
  },
  'DB-CTR-006': {
    vi: 'Trung tâm không nhận được sự kiện này: {reason}',
    en: 'The centre cannot apply this fact: {reason}',
    next: {
      vi: 'Xem "deskbridge centre dead-letters"; sửa nguyên nhân rồi dùng --retry.',
      en: 'See "deskbridge centre dead-letters"; mend the cause, then use --retry.',
    },
  },
  'DB-CTR-007': {
    vi: 'Đã có tệp {file}',
    en: 'There is a file {file} already',
    next: { vi: 'Chọn tên khác cho bản sao lưu.', en: 'Choose another name for the backup.' },
  },
  'DB-CTR-008': {
    vi: 'Tệp {file} không phải bản sao lưu dùng được: {reason}',
    en: 'The file {file} is no sound backup of a centre: {reason}',
    next: { vi: 'Dùng một bản sao lưu khác.', en: 'Use another backup.' },
  },
  'DB-CTR-009': {
    vi: 'Không dùng được cơ sở dữ liệu PostgreSQL: {reason}',
    en: 'The PostgreSQL database cannot be used: {reason}',
    next: {
      vi: 'Kiểm tra máy chủ, tài khoản và quyền tạo schema.',
      en: 'Check the server, the account and its right to create a schema.',
    },
  },
  'DB-CTR-010': {
    vi: 'Tên schema "{schema}" không dùng được',
    en: 'The schema may not be called "{schema}"',
    next: {
      vi: 'Chỉ dùng chữ thường, số và dấu gạch dưới.',
      en: 'Use lower-case letters, digits and underscores only.',
    },
  },
  'DB-CTR-011': {
    vi: 'Không có dữ liệu trung tâm trong {folder}',
    en: 'There is no centre data in {folder}',
    next: { vi: 'Chỉ đúng thư mục bằng --data.', en: 'Name the right folder with --data.' },
  },
  'DB-CTR-012': {
    vi: 'Không có thư chết số {number}',
    en: 'There is no dead letter {number}',
    next: {
      vi: 'Xem danh sách: "deskbridge centre dead-letters".',
      en: 'See the list: "deskbridge centre dead-letters".',
    },
  },
  'DB-CTR-013': {
    vi: 'Quá nhiều lệnh đang chờ kết quả ({count})',
    en: 'Too many commands wait for their results ({count})',
    next: { vi: 'Chờ các lệnh trước có kết quả.', en: 'Wait for the earlier ones.' },
  },
  'DB-CTR-014': {
    vi: 'Trung tâm đã mất sự kiện {from} đến {upTo} của quầy {desk}; đang yêu cầu quầy gửi lại',
    en: 'The centre has lost facts {from} to {upTo} of desk {desk}; the desk is asked for them',
    next: {
      vi: 'Không cần làm gì. Cơ sở dữ liệu vừa được khôi phục từ bản cũ?',
      en: 'Nothing to do. Was the database restored from an older copy?',
    },
  },
  'DB-CTR-015': {
    vi: 'Quầy {desk} không gửi lại được sự kiện: {reason}',
    en: 'Desk {desk} cannot send its facts again: {reason}',
    next: {
      vi: 'Sổ ghi trên quầy đã bị thay; tìm bản sao lưu khác của trung tâm.',
      en: 'The journal of the desk was replaced; look for another backup of the centre.',
    },
  },
  'cli.centre.desks': { vi: 'Các quầy mà trung tâm biết', en: 'The desks that the centre knows' },
  'cli.centre.desks.none': { vi: 'Chưa có quầy nào', en: 'No desk yet' },
  'cli.centre.desk.online': {
    vi: '{desk}: đang kết nối, còn {backlog} sự kiện chưa gửi xong (lần cuối {seen})',
    en: '{desk}: online, {backlog} events on their way (last seen {seen})',
  },
  'cli.centre.desk.offline': { vi: '{desk}: mất kết nối (lần cuối {seen})', en: '{desk}: offline (last seen {seen})' },
  'cli.centre.gaps': {
    vi: 'Những quầy còn thiếu sự kiện ở giữa, và những số không bao giờ đến',
    en: 'Desks whose events wait for a missing one, and numbers that will never come',
  },
  'cli.centre.gaps.none': { vi: 'Không thiếu sự kiện nào', en: 'Nothing is missing' },
  'cli.centre.gap': {
    vi: '{desk} kỳ {epoch}: chờ sự kiện {next} từ {since}; đã có {waiting} sự kiện sau đó, đến số {highest}',
    en: '{desk} epoch {epoch}: waiting for event {next} since {since}; {waiting} behind it are here, up to {highest}',
  },
  'cli.centre.tombstone': {
    vi: '{desk} kỳ {epoch}: sự kiện {sequence} ({of}) sẽ không đến: {reason}',
    en: '{desk} epoch {epoch}: event {sequence} ({of}) will not come: {reason}',
  },
  'cli.centre.letters': {
    vi: 'Những tin mà trung tâm không nhận được',
    en: 'Messages that the centre could not apply',
  },
  'cli.centre.letters.none': { vi: 'Không có tin nào', en: 'There are none' },
  'cli.centre.letter': {
    vi: '{number}. {desk}, {received}, {times} lần: {reason}',
    en: '{number}. {desk}, {received}, {times} times: {reason}',
  },
  'cli.centre.letter.gone': { vi: 'Tin {number} đã được nhận', en: 'Dead letter {number} was applied' },
  'cli.centre.letter.kept': {
    vi: 'Tin {number} vẫn không nhận được',
    en: 'Dead letter {number} still cannot be applied',
  },
  'cli.centre.letter.dropped': { vi: 'Đã bỏ tin {number}', en: 'Dead letter {number} was dropped' },
  'cli.centre.backup': {
    vi: 'Sao lưu dữ liệu trung tâm vào một tệp mới, kể cả khi đang chạy',
    en: 'Copy the data of a centre into a new file, also while it runs',
  },
  'cli.centre.backup.done': { vi: 'Đã sao lưu vào {file}', en: 'Backup written to {file}' },
  'cli.centre.restore': {
    vi: 'Khôi phục dữ liệu của một trung tâm đã dừng; các quầy sẽ gửi lại những gì thiếu',
    en: 'Put a backup in place of the data of a stopped centre; its desks will send what is missing',
  },
  'cli.centre.restore.done': {
    vi: 'Đã khôi phục vào {folder}. Dữ liệu cũ: {kept}. Khởi động trung tâm, các quầy tự gửi lại phần thiếu',
    en: 'Restored in {folder}. The data before: {kept}. Start the centre; its desks send what is missing',
  },
  'cli.option.retry': { vi: 'thử nhận lại tin số này', en: 'try the dead letter of this number again' },
  'cli.option.drop': { vi: 'bỏ tin số này', en: 'drop the dead letter of this number' },
  'centre.request.failed': {
    vi: 'Trung tâm đang gặp lỗi, vui lòng bấm lại',
    en: 'The centre has a fault, please press again',
  },
} as const satisfies Record<string, Entry>
