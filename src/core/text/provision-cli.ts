import type { Entry } from './entry.ts'

export const provisionCliTexts = {
  'cli.provision': { vi: 'Cấu hình do trung tâm gửi', en: 'Configuration that comes from the centre' },
  'cli.provision.apply': {
    vi: 'Nhận cấu hình từ tệp (USB), thử, rồi giữ hoặc trả lại bản cũ',
    en: 'Take a configuration from a file (a USB stick), try it, and keep it or go back',
  },
  'cli.provision.apply.file': {
    vi: 'tệp do "centre provision export" tạo, hoặc provision.yaml; với --first-run là thư mục',
    en: 'a file of "centre provision export", or a provision.yaml; a folder with --first-run',
  },
  'cli.provision.first-run': {
    vi: 'tạo deskbridge.yaml của một máy mới từ provision.yaml',
    en: 'make the deskbridge.yaml of a new PC from provision.yaml',
  },
  'cli.provision.desk': { vi: 'tên quầy của máy này', en: 'which desk this PC is' },
  'cli.provision.status': { vi: 'Cấu hình nào đang dùng', en: 'Which configuration is in force' },
  'cli.provision.drop': {
    vi: 'Bỏ cấu hình của trung tâm, chỉ dùng deskbridge.yaml',
    en: 'Give up what the centre sent and use deskbridge.yaml alone',
  },
  'cli.provision.applied': {
    vi: 'Cấu hình số {revision} đang được dùng.',
    en: 'Configuration {revision} is in force.',
  },
  'cli.provision.applied.file': {
    vi: 'Cấu hình từ tệp đang được dùng.',
    en: 'The configuration of the file is in force.',
  },
  'cli.provision.staged': {
    vi: 'Đã lưu. Quầy sẽ thử cấu hình này khi khởi động.',
    en: 'It is kept. The desk tries it when it starts.',
  },
  'cli.provision.written': { vi: 'Đã tạo {file} cho quầy {desk}.', en: '{file} is made, for the desk {desk}.' },
  'cli.provision.none': {
    vi: 'Chưa có cấu hình nào của trung tâm: deskbridge.yaml quyết định tất cả.',
    en: 'Nothing has come from the centre: deskbridge.yaml decides everything.',
  },
  'cli.provision.refused': {
    vi: 'Cấu hình số {revision} bị từ chối: {code}',
    en: 'Configuration {revision} was refused: {code}',
  },
  'cli.provision.trying': { vi: 'Đang thử cấu hình số {revision}.', en: 'Configuration {revision} is being tried.' },
  'cli.provision.dropped': { vi: 'Chỉ còn deskbridge.yaml quyết định.', en: 'deskbridge.yaml alone decides now.' },
  'cli.config.show': {
    vi: 'In cấu hình đang dùng và mỗi phần từ đâu ra',
    en: 'Print what is in force, and where each part comes from',
  },
  'cli.config.from-file': { vi: 'từ {file}', en: 'from {file}' },
  'cli.config.from-centre': {
    vi: 'từ trung tâm, bản số {revision}: thắng deskbridge.yaml',
    en: 'from the centre, number {revision}: it wins over deskbridge.yaml',
  },
  'cli.centre.provision': {
    vi: 'Cấu hình của các quầy từ một tệp',
    en: 'The configuration of all desks from one file',
  },
  'cli.centre.provision.check': { vi: 'Kiểm tra provision.yaml', en: 'Check a provision.yaml' },
  'cli.centre.provision.good': { vi: '{file}: đúng ({desks} quầy)', en: '{file}: good ({desks} desks)' },
  'cli.centre.provision.wrong': { vi: 'quầy {desk}:', en: 'desk {desk}:' },
  'cli.centre.provision.push': {
    vi: 'Ký và gửi đến các quầy: vài quầy trước, ổn rồi đến các quầy còn lại',
    en: 'Sign it and send it to the desks: a few first, the rest when these work',
  },
  'cli.centre.provision.desk': { vi: 'chỉ những quầy này', en: 'only these desks' },
  'cli.centre.provision.first': {
    vi: 'số quầy thử trước; 0 là gửi tất cả cùng lúc',
    en: 'how many desks go first; 0 sends to all at once',
  },
  'cli.centre.provision.pushed': {
    vi: 'Đợt {rollout}: {desks} quầy, {first} quầy trước. Xem: deskbridge centre provision status',
    en: 'Push {rollout}: {desks} desks, {first} of them first. See: deskbridge centre provision status',
  },
  'cli.centre.provision.export': {
    vi: 'Ký và ghi vào tệp để mang bằng USB',
    en: 'Sign it and write it to a file for a USB stick',
  },
  'cli.centre.provision.exported': { vi: 'Đã ghi {file} ({desks} quầy)', en: '{file} is written ({desks} desks)' },
  'cli.centre.provision.key': {
    vi: 'In khóa công khai mà các quầy cần để tin',
    en: 'Print the public key that desks need to believe this centre',
  },
  'cli.centre.provision.status': { vi: 'Các quầy đã nhận đến đâu', en: 'How far the desks have come' },
  'cli.centre.provision.none': { vi: 'Chưa gửi cấu hình nào', en: 'Nothing was pushed yet' },
  'cli.centre.provision.line.waiting': {
    vi: '{desk}: số {revision}, chưa gửi',
    en: '{desk}: {revision}, not sent yet',
  },
  'cli.centre.provision.line.sent': {
    vi: '{desk}: số {revision}, đã gửi, chờ quầy trả lời',
    en: '{desk}: {revision}, sent, the desk has not answered yet',
  },
  'cli.centre.provision.line.applied': { vi: '{desk}: số {revision}, đang dùng', en: '{desk}: {revision}, in force' },
  'cli.centre.provision.line.refused': {
    vi: '{desk}: số {revision}, bị từ chối ({error})',
    en: '{desk}: {revision}, refused ({error})',
  },
  'cli.centre.provision.line.held': {
    vi: '{desk}: số {revision}, không gửi nữa vì đợt đã dừng hoặc có bản mới hơn',
    en: '{desk}: {revision}, not sent: the push was stopped, or a newer one came',
  },
} as const satisfies Record<string, Entry>
