import type { Entry } from './entry.ts'

export const hallTexts = {
  'DB-HAL-001': {
    vi: 'Không có lĩnh vực "{field}"; đang có: {known}',
    en: 'There is no field "{field}"; there are: {known}',
    next: { vi: 'Chọn một lĩnh vực của trung tâm.', en: 'Choose a field of the centre.' },
  },
  'DB-HAL-002': {
    vi: 'Trung tâm không biết quầy "{place}"',
    en: 'The centre knows no counter "{place}"',
    next: {
      vi: 'Kiểm tra tên quầy trong centre.yaml, và máy ở quầy đã bật chưa.',
      en: 'Check its name in centre.yaml, and whether the PC of the counter is on.',
    },
  },
  'DB-HAL-003': {
    vi: 'Quầy {place} chưa nhận được lần bấm đánh giá này: {reason}',
    en: 'Counter {place} has not taken this rating: {reason}',
    next: { vi: 'Xin bấm lại.', en: 'Please press again.' },
  },
  'DB-HAL-004': {
    vi: 'Không có xung đột số {number}',
    en: 'There is no conflict {number}',
    next: { vi: 'Xem danh sách: "deskbridge centre conflicts".', en: 'See the list: "deskbridge centre conflicts".' },
  },
  'DB-HAL-005': {
    vi: 'Không đọc được tệp {file}: {reason}',
    en: 'Cannot read {file}: {reason}',
    next: { vi: 'Kiểm tra đường dẫn và quyền đọc.', en: 'Check the path and the right to read it.' },
  },
  'DB-HAL-006': {
    vi: '"{name}" được ghi hai lần',
    en: '"{name}" is written twice',
    next: { vi: 'Đặt tên khác cho một trong hai.', en: 'Give one of them another name.' },
  },
  'DB-HAL-007': {
    vi: 'Ký hiệu số "{name}" đã dùng cho lĩnh vực khác: hai phiếu sẽ trùng số',
    en: 'The prefix "{name}" belongs to another field: two tickets would have the same number',
    next: { vi: 'Mỗi lĩnh vực một ký hiệu riêng.', en: 'Give each field a prefix of its own.' },
  },
  'DB-HAL-008': {
    vi: 'Không có cán bộ "{name}" trong danh sách (gần nhất: {nearest})',
    en: 'There is no officer "{name}" on the list (nearest: {nearest})',
    next: { vi: 'Thêm cán bộ vào "officers" của centre.yaml.', en: 'Add the officer to "officers" of centre.yaml.' },
  },
  'DB-HAL-009': {
    vi: 'Mã PIN phải có từ {least} đến {most} chữ số',
    en: 'A PIN has {least} to {most} digits',
    next: { vi: 'Chọn mã khác.', en: 'Choose another.' },
  },
  'DB-HAL-010': {
    vi: 'Hai lần nhập mã PIN không giống nhau',
    en: 'The two PINs are not the same',
    next: { vi: 'Nhập lại.', en: 'Enter them again.' },
  },
  'DB-HAL-011': {
    vi: '"{day}" không phải là ngày',
    en: '"{day}" is no day',
    next: { vi: 'Ghi ngày như 2026-11-22.', en: 'Write the day like 2026-11-22.' },
  },
  'hall.refuse.no-field': {
    vi: 'Quầy này ({place}) chưa được giao lĩnh vực nào',
    en: 'No field is given to this counter ({place})',
  },
  'hall.refuse.unknown-ticket': { vi: 'Hôm nay không có số {ticket}', en: 'There is no number {ticket} today' },
  'hall.refuse.not-yours': { vi: 'Số {ticket} không ở quầy này', en: 'Number {ticket} is not at this counter' },
  'hall.refuse.over': { vi: 'Số {ticket} đã xong', en: 'Number {ticket} is done' },
  'hall.refuse.no-destination': {
    vi: 'Không có lĩnh vực hay quầy "{to}" để chuyển đến. Các lĩnh vực: {known}',
    en: 'There is no field or counter "{to}". Fields: {known}',
  },
  'hall.refuse.to-itself': { vi: 'Số này đang ở chính quầy này', en: 'The number is at this very counter' },
  'hall.refuse.no-officer': { vi: 'Chưa cho biết ai đăng nhập', en: 'Nobody was named' },
  'hall.refuse.unknown-officer': {
    vi: 'Không có cán bộ "{officer}" trong danh sách của trung tâm',
    en: 'The centre knows no officer "{officer}"',
  },
  'hall.refuse.pin-needed': { vi: 'Cần mã PIN', en: 'A PIN is needed' },
  'hall.refuse.wrong-pin': { vi: 'Sai mã PIN, còn {left} lần thử', en: 'Wrong PIN, {left} tries left' },
  'hall.refuse.locked': {
    vi: 'Sai mã PIN quá nhiều lần. Thử lại sau {minutes} phút',
    en: 'Too many wrong PINs. Try again in {minutes} minutes',
  },
  'hall.destination': { vi: 'Quầy {place}', en: 'Counter {place}' },
  'hall.notice.conflict': {
    vi: 'Số {ticket} được gọi ở cả quầy {first} và quầy {second}. Hai quầy cần thống nhất',
    en: 'Number {ticket} was called at both counters {first} and {second}. Please settle it',
  },
  'cli.option.plan': { vi: 'tệp centre.yaml', en: 'the file centre.yaml' },
  'cli.option.printer': {
    vi: 'máy in phiếu trong mạng (ESC/POS), ví dụ 10.0.0.9:9100',
    en: 'a ticket printer in the network (ESC/POS), e.g. 10.0.0.9:9100',
  },
  'cli.option.printer-address': {
    vi: 'địa chỉ các trang cho điện thoại, in thành mã QR trên phiếu',
    en: 'where telephones reach the pages, printed as a code on tickets',
  },
  'cli.option.username': { vi: 'tên đăng nhập máy chủ MQTT', en: 'user name at the broker' },
  'cli.option.password-file': { vi: 'tệp chứa mật khẩu máy chủ MQTT', en: 'file with the password at the broker' },
  'cli.option.ca': { vi: 'tệp chứng thư gốc (PEM)', en: 'file with the root certificate (PEM)' },
  'cli.option.cert': { vi: 'tệp chứng thư của trung tâm (PEM)', en: 'file with the certificate of the centre (PEM)' },
  'cli.option.key': { vi: 'tệp khóa của trung tâm (PEM)', en: 'file with the key of the centre (PEM)' },
  'cli.option.client-id': { vi: 'tên của trung tâm ở máy chủ MQTT', en: 'client id of the centre at the broker' },
  'cli.option.day': {
    vi: 'ngày, ví dụ 2026-11-22; mặc định hôm nay',
    en: 'the day, e.g. 2026-11-22; today by default',
  },
  'cli.option.csv': { vi: 'in ra CSV', en: 'print CSV' },
  'cli.option.settle': { vi: 'đánh dấu xung đột số này đã giải quyết', en: 'mark the conflict of this number settled' },
  'cli.option.words': { vi: 'đã giải quyết thế nào', en: 'how it was settled' },
  'cli.centre.pin': { vi: 'Đặt mã PIN cho một cán bộ', en: 'Set the PIN of an officer' },
  'cli.centre.pin.ask': { vi: 'Mã PIN mới ({least}–{most} chữ số): ', en: 'New PIN ({least}–{most} digits): ' },
  'cli.centre.pin.again': { vi: 'Nhập lại: ', en: 'Once more: ' },
  'cli.centre.pin.done': { vi: 'Đã đặt mã PIN cho {officer}', en: 'The PIN of {officer} is set' },
  'cli.centre.conflicts': { vi: 'Những số được gọi ở hai quầy', en: 'Numbers that two counters called' },
  'cli.centre.conflicts.none': { vi: 'Không có xung đột nào', en: 'There are none' },
  'cli.centre.conflict': {
    vi: '{id}. Số {ticket}: quầy {first} lúc {firstAt}, quầy {second} lúc {secondAt}',
    en: '{id}. Number {ticket}: counter {first} at {firstAt}, counter {second} at {secondAt}',
  },
  'cli.centre.conflict.settled': { vi: '{conflict}; đã giải quyết: {words}', en: '{conflict}; settled: {words}' },
  'cli.centre.report': { vi: 'Báo cáo một ngày', en: 'The report of a day' },
  'cli.centre.report.head': {
    vi: 'Ngày {day}: {provisional} thao tác khi mất kết nối, {late} lượt nhập bù từ giấy, {unattributed} lần bấm không tính',
    en: 'Day {day}: {provisional} acts without the centre, {late} services from paper, {unattributed} presses for nobody',
  },
  'cli.centre.report.row': {
    vi: '{name}: phục vụ {served}, bỏ qua {skipped}, chờ {waiting} s (p90 {waitingP90}), phục vụ {serving} s (p90 {servingP90}), đánh giá {ratings}, chưa đánh giá {notRated}, điểm {points}',
    en: '{name}: served {served}, skipped {skipped}, waited {waiting} s (p90 {waitingP90}), served in {serving} s (p90 {servingP90}), ratings {ratings}, not rated {notRated}, points {points}',
  },
  'cli.centre.report.outage': { vi: '{desk}: mất kết nối {from} – {to}', en: '{desk}: away {from} – {to}' },
  'cli.centre.report.officers': { vi: 'Cán bộ', en: 'Officers' },
  'cli.centre.report.counters': { vi: 'Quầy', en: 'Counters' },
  'cli.centre.report.fields': { vi: 'Lĩnh vực', en: 'Fields' },
} as const satisfies Record<string, Entry>
