import type { Entry } from './entry.ts'

/** What the command line says of the journal, of recordings and of their replay. */
export const agentJournalTexts = {
  'cli.journal': { vi: 'Sổ ghi sự kiện', en: 'The journal of events' },
  'cli.journal.status': {
    vi: 'Sổ ghi có bao nhiêu, còn bao nhiêu chưa gửi',
    en: 'How much the journal holds and what is still to be sent',
  },
  'cli.journal.export': { vi: 'In mọi sự kiện, mỗi dòng một JSON', en: 'Print all events, one JSON per line' },
  'cli.journal.line': {
    vi: 'kỳ {epoch}: {last} sự kiện, trung tâm đã nhận {receipted}, chưa gửi xong {backlog}, {bytes} byte',
    en: 'epoch {epoch}: {last} events, the centre has {receipted}, {backlog} on their way, {bytes} bytes',
  },
  'cli.journal.disk': {
    vi: 'ổ đĩa: {level} (đã dùng {used} % chỗ được phép)',
    en: 'disk: {level} ({used} % of its room used)',
  },
  'cli.journal.left-out': {
    vi: '{count} sự kiện chỉ để thống kê đã bị bỏ qua vì ổ đĩa chật',
    en: '{count} facts for statistics were left out because the disk was tight',
  },
  'cli.journal.quarantined-count': {
    vi: '{count} sự kiện không gửi được, xem "deskbridge journal quarantine"',
    en: '{count} events could not be delivered, see "deskbridge journal quarantine"',
  },
  'cli.journal.repair': { vi: '{at}: {words}', en: '{at}: {words}' },
  'disk.level.room': { vi: 'còn chỗ', en: 'there is room' },
  'disk.level.tight': { vi: 'sắp chật', en: 'tight' },
  'disk.level.short': { vi: 'còn ít chỗ', en: 'short of room' },
  'disk.level.full': { vi: 'đầy', en: 'full' },
  'disk.level.failing': { vi: 'đang báo lỗi', en: 'giving errors' },
  'cli.journal.verify': {
    vi: 'Tính lại chuỗi băm của mọi kỳ ghi: có gì bị sửa hoặc mất không',
    en: 'Recompute the hash chain of every epoch: was anything changed or removed',
  },
  'cli.journal.chain': {
    vi: 'kỳ {epoch}, số {from}–{upTo}: {facts} sự kiện, {tombstones} dấu thay thế',
    en: 'epoch {epoch}, numbers {from}–{upTo}: {facts} events, {tombstones} tombstones',
  },
  'cli.journal.broken.missing': {
    vi: 'Chuỗi đứt tại kỳ {epoch}, số {sequence}: dòng này không còn',
    en: 'The chain breaks in epoch {epoch} at number {sequence}: this row is not there',
  },
  'cli.journal.broken.changed': {
    vi: 'Chuỗi đứt tại kỳ {epoch}, số {sequence}: dòng này hoặc dòng trước nó đã bị sửa',
    en: 'The chain breaks in epoch {epoch} at number {sequence}: this row, or the one before it, was changed',
  },
  'cli.journal.broken.unreadable': {
    vi: 'Chuỗi đứt tại kỳ {epoch}, số {sequence}: không đọc được dòng này',
    en: 'The chain breaks in epoch {epoch} at number {sequence}: this row cannot be read',
  },
  'cli.journal.quarantine': {
    vi: 'Các sự kiện máy chủ MQTT không bao giờ nhận được',
    en: 'Events that the broker could never take',
  },
  'cli.journal.quarantined': {
    vi: '{epoch}/{sequence} {type} lúc {recorded}: {reason}, {bytes} byte',
    en: '{epoch}/{sequence} {type} at {recorded}: {reason}, {bytes} bytes',
  },
  'cli.journal.quarantine.none': { vi: 'Không có sự kiện nào', en: 'There are none' },
  'cli.recordings': { vi: 'Bản ghi thiết bị trong 24 giờ qua', en: 'What the devices said in the last 24 hours' },
  'cli.recordings.list': { vi: 'Thiết bị nào có bản ghi', en: 'Which devices have recordings' },
  'cli.recordings.export': {
    vi: 'Xuất bản ghi của một thiết bị thành tệp',
    en: 'Write the recording of one device to a file',
  },
  'cli.recordings.device': { vi: 'tên thiết bị trong cấu hình', en: 'name of the device in the configuration' },
  'cli.recordings.since': { vi: 'từ bao lâu trước, ví dụ 2h, 30m', en: 'from how long ago, e.g. 2h, 30m' },
  'cli.recordings.until': { vi: 'đến bao lâu trước, ví dụ 90s', en: 'until how long ago, e.g. 90s' },
  'cli.recordings.out': { vi: 'tệp để ghi (mặc định: in ra màn hình)', en: 'file to write (else it is printed)' },
  'cli.recordings.none': { vi: 'Chưa có bản ghi nào', en: 'Nothing has been recorded' },
  'cli.recordings.line.whole': {
    vi: '{device}  {profile}  {from} – {to}  {sessions} lần mở, {events} sự kiện',
    en: '{device}  {profile}  {from} – {to}  opened {sessions} times, {events} events',
  },
  'cli.recordings.line.lengths': {
    vi: '{device}  {profile}  {from} – {to}  {sessions} lần mở, {events} sự kiện; chỉ có độ dài, không phát lại được',
    en: '{device}  {profile}  {from} – {to}  opened {sessions} times, {events} events; lengths only, cannot be replayed',
  },
  'cli.recordings.written': {
    vi: '{file}: {from} – {to}, {sessions} lần mở, {events} sự kiện',
    en: '{file}: {from} – {to}, opened {sessions} times, {events} events',
  },
  'cli.replay': {
    vi: 'Phát lại một bản ghi: cấu hình hiện nay có cho cùng sự kiện không',
    en: 'Replay a recording: does the profile give the same events today',
  },
  'cli.replay.file': { vi: 'tệp từ "deskbridge recordings export"', en: 'file of "deskbridge recordings export"' },
  'cli.replay.profile': { vi: 'dùng tệp cấu hình thiết bị này', en: 'use this profile file' },
  'cli.replay.as-test': {
    vi: 'in ra thành một mục "tests" của cấu hình thiết bị',
    en: 'print it as an entry of the profile\'s "tests"',
  },
  'cli.replay.session': {
    vi: '{device}: {profile} bản {revision}, từ {wall}',
    en: '{device}: {profile} revision {revision}, from {wall}',
  },
  'cli.replay.no-beginning': {
    vi: 'Phần đầu không còn: không biết thiết bị khi đó thế nào, các sự kiện đầu có thể khác',
    en: 'Its beginning is not there: how things stood is unknown, and first events may differ',
  },
  'cli.replay.other-revision': {
    vi: 'Phát lại bằng {profile} bản {revision}: sự kiện có thể khác',
    en: 'Replayed with {profile} revision {revision}: events may differ',
  },
  'cli.replay.differs': { vi: 'đã ghi {recorded}; nay {replayed}', en: 'recorded {recorded}; now {replayed}' },
  'cli.replay.same': { vi: 'Giống nhau: {events} sự kiện', en: 'The same: {events} events' },
  'cli.replay.different': {
    vi: 'Khác nhau ở {different} chỗ ({events} sự kiện đã ghi)',
    en: 'Different in {different} places ({events} events were recorded)',
  },
  'cli.replay.unknown': {
    vi: '{unknown} chỗ ở phần đầu không so sánh được',
    en: '{unknown} places at the beginning could not be compared',
  },
} as const satisfies Record<string, Entry>
