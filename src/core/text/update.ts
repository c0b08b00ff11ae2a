import type { Entry } from './entry.ts'

const askMaker = {
  vi: 'Không dùng tệp này. Chép lại từ nguồn chính thức; nếu vẫn vậy, báo người phụ trách.',
  en: 'Do not use this file. Copy it again from its official source; if it stays so, tell your IT contact.',
}
const nothingChanged = {
  vi: 'Máy vẫn chạy phiên bản cũ. Báo người phụ trách; cần một bản phát hành mới.',
  en: 'The desk goes on with the version before. Tell your IT contact: a new release is needed.',
}

export const updateTexts = {
  'DB-UPD-001': {
    vi: '{file} không phải gói cập nhật nguyên vẹn: {reason}',
    en: '{file} is not a whole update bundle: {reason}',
    next: askMaker,
  },
  'DB-UPD-002': {
    vi: 'Gói cập nhật không được ký bằng khoá mà máy này tin',
    en: 'The update bundle is not signed with a key that this desk trusts',
    next: askMaker,
  },
  'DB-UPD-003': {
    vi: 'Bản phát hành số {issue} không mới hơn số {highest} mà máy này đã thấy',
    en: 'Release number {issue} is not newer than number {highest}, which this desk has seen',
    next: {
      vi: 'Dùng bản mới nhất. Để quay lại phiên bản trước: "deskbridge update rollback".',
      en: 'Use the newest one. To go back to the version before: "deskbridge update rollback".',
    },
  },
  'DB-UPD-004': {
    vi: 'Gói cập nhật dành cho {platform}, máy này là {own}',
    en: 'The update bundle is for {platform}, this PC is {own}',
    next: { vi: 'Lấy gói dành cho {own}.', en: 'Take the bundle for {own}.' },
  },
  'DB-UPD-005': {
    vi: 'Gói cập nhật cần phiên bản {minimum} trở lên, máy này có {version}',
    en: 'The update bundle needs version {minimum} or later, this desk has {version}',
    next: {
      vi: 'Cập nhật lên phiên bản {minimum} trước.',
      en: 'Update to version {minimum} first.',
    },
  },
  'DB-UPD-006': {
    vi: 'Nội dung gói cập nhật không khớp với phần đã ký: {path}',
    en: 'The content of the update bundle is not what was signed: {path}',
    next: askMaker,
  },
  'DB-UPD-007': {
    vi: 'Gói cập nhật có tên tệp không được phép: {path}',
    en: 'The update bundle has a file name that is not allowed: {path}',
    next: askMaker,
  },
  'DB-UPD-008': {
    vi: 'Gói cập nhật quá lớn: {what} có {bytes} byte, nhiều nhất {most}',
    en: 'The update bundle is too large: {what} has {bytes} bytes, at most {most} are taken',
    next: askMaker,
  },
  'DB-UPD-009': {
    vi: 'Bản phát hành số {issue} đã quá hạn từ {expires}; có thể đã có bản mới hơn',
    en: 'Release number {issue} has been out of date since {expires}; there may be a newer one',
    next: {
      vi: 'Kiểm tra ngày giờ của máy này, rồi hỏi trung tâm có bản mới hơn không. Bản này vẫn được dùng.',
      en: 'Check the date of this PC, then ask the centre for a newer one. This one is used all the same.',
    },
  },
  'DB-UPD-010': {
    vi: 'Máy này không có khoá để kiểm tra gói cập nhật ({file})',
    en: 'This desk has no keys to check update bundles with ({file})',
    next: {
      vi: 'Cập nhật bằng gói cài đặt (.deb hoặc MSI).',
      en: 'Update with the package (.deb or MSI).',
    },
  },
  'DB-UPD-011': {
    vi: 'Phiên bản {version} đang được thử; chưa nhận bản khác',
    en: 'Version {version} is being proved; no other one is taken meanwhile',
    next: { vi: 'Thử lại sau một phút.', en: 'Try again in a minute.' },
  },
  'DB-UPD-012': {
    vi: 'Chưa cập nhật được vì quầy đang bận: {reason}',
    en: 'Not now: the counter is at work ({reason})',
    next: {
      vi: 'Cập nhật khi quầy rảnh; không cần làm gì, máy sẽ tự thử lại.',
      en: 'It is done when nobody is served; there is nothing to do, the desk tries again by itself.',
    },
  },
  'DB-UPD-013': {
    vi: 'Không có phiên bản nào để quay lại',
    en: 'There is no version to go back to',
    next: { vi: 'Cài lại bằng gói cài đặt (.deb hoặc MSI).', en: 'Install the package (.deb or MSI) again.' },
  },
  'DB-UPD-014': {
    vi: 'Không đủ chỗ trên đĩa cho bản cập nhật: cần {bytes} byte, còn {free}',
    en: 'The disk has no room for the update: {bytes} bytes are needed, {free} are free',
    next: { vi: 'Giải phóng dung lượng đĩa; máy sẽ tự thử lại.', en: 'Free some disk space; it is tried again.' },
  },
  'DB-UPD-015': {
    vi: 'Không tải được bản cập nhật từ {url}: {reason}',
    en: 'The update could not be fetched from {url}: {reason}',
    next: {
      vi: 'Máy sẽ tự thử lại. Nếu kéo dài: kiểm tra địa chỉ "--releases-url" ở trung tâm, hoặc dùng USB.',
      en: 'It is tried again by itself. If it lasts, check "--releases-url" at the centre, or use a USB stick.',
    },
  },
  'DB-UPD-016': {
    vi: 'Phiên bản {version} không chạy tốt ({reason}) nên máy đã quay lại phiên bản trước',
    en: 'Version {version} did not work ({reason}), so the desk went back to the one before',
    next: nothingChanged,
  },
  'DB-UPD-017': {
    vi: 'Việc đổi khoá phải được ký bằng cả hai khoá hiện tại',
    en: 'A change of keys must be signed with both of the present keys',
    next: askMaker,
  },
  'DB-UPD-018': {
    vi: 'Tệp {file} bị hỏng và đã được để riêng',
    en: 'The file {file} is damaged and was set aside',
    next: {
      vi: 'Máy chạy phiên bản của gói cài đặt. Báo người phụ trách cập nhật lại.',
      en: 'The desk runs the version of its package. Have it updated again.',
    },
  },
  'DB-UPD-019': {
    vi: 'Phiên bản {version} không mới hơn phiên bản {base} đã được cài',
    en: 'Version {version} is not newer than version {base}, which was installed',
    next: { vi: 'Dùng bản mới hơn.', en: 'Use a newer one.' },
  },
  'DB-UPD-020': {
    vi: 'Gói {part} không dùng được trên máy này: {reason}',
    en: 'The bundle of {part} cannot be used on this desk: {reason}',
    next: nothingChanged,
  },
  'DB-UPD-021': {
    vi: 'Không có bản phát hành số {issue} của {part} cho {platform}',
    en: 'There is no release number {issue} of {part} for {platform}',
    next: { vi: 'Xem "deskbridge centre release list".', en: 'See "deskbridge centre release list".' },
  },
  'DB-UPD-022': {
    vi: 'Đợt cập nhật bản số {issue} đã dừng: {failed} trong {tried} máy không thành công',
    en: 'The wave of release number {issue} was stopped: {failed} of {tried} desks failed',
    next: {
      vi: 'Xem "deskbridge centre release list", tìm nguyên nhân rồi phát hành bản mới.',
      en: 'See "deskbridge centre release list", find the reason, then issue a new release.',
    },
  },
  'DB-UPD-023': {
    vi: 'Tệp khoá {file} không dùng được: {reason}',
    en: 'The key file {file} cannot be used: {reason}',
    next: {
      vi: 'Tạo khoá bằng: openssl genpkey -algorithm ed25519 -out khoa.pem',
      en: 'Make one with: openssl genpkey -algorithm ed25519 -out key.pem',
    },
  },
  'DB-UPD-024': {
    vi: 'Trong {folder} không có gói cập nhật nào mới cho máy này',
    en: 'There is no newer update bundle for this desk in {folder}',
    next: {
      vi: 'Chép tệp .update mới nhất vào đó. "deskbridge update status" cho biết máy đang có bản nào.',
      en: 'Put the newest .update file there. "deskbridge update status" tells what this desk has.',
    },
  },
  'cli.update': { vi: 'Cập nhật máy này', en: 'Update this desk' },
  'cli.update.apply': {
    vi: 'Nhận một gói cập nhật: tệp, thư mục (USB), hoặc gói đã tải về đang chờ',
    en: 'Take an update bundle: a file, a folder (USB), or what was fetched and waits',
  },
  'cli.update.status': { vi: 'Máy đang có những bản nào', en: 'Which releases this desk has' },
  'cli.update.rollback': { vi: 'Quay lại bản trước', en: 'Go back to the version before' },
  'cli.update.part': { vi: 'program, profiles hoặc texts', en: 'program, profiles or texts' },
  'cli.update.taken': { vi: 'Đã nhận {part} {version} (số {issue})', en: 'Taken: {part} {version} (number {issue})' },
  'cli.update.none': { vi: 'Không có bản nào đang chờ', en: 'Nothing waits' },
  'cli.update.effect.now': { vi: 'Có hiệu lực ngay', en: 'In use from now on' },
  'cli.update.effect.restart': {
    vi: 'Chương trình tự khởi động lại khi không ai đang được phục vụ',
    en: 'The program starts anew as soon as nobody is served',
  },
  'cli.update.effect.next-start': { vi: 'Có hiệu lực ở lần khởi động sau', en: 'In use from the next start on' },
  'cli.update.version': {
    vi: 'Phiên bản {version}, gói cài đặt {base}, cách cập nhật: {mode}',
    en: 'Version {version}, package {base}, updates: {mode}',
  },
  'cli.update.report': {
    vi: '{part} {version} (số {issue}): {state}',
    en: '{part} {version} (number {issue}): {state}',
  },
  'cli.centre.release': { vi: 'Các bản cập nhật cho quầy', en: 'Updates for the desks' },
  'cli.centre.release.add': { vi: 'Nhận gói cập nhật vào kho của trung tâm', en: 'Take a bundle into the centre' },
  'cli.centre.release.list': { vi: 'Các bản và tình hình ở quầy', en: 'The releases, and how the desks are with them' },
  'cli.centre.release.wave': {
    vi: 'Cho bao nhiêu phần trăm quầy cập nhật',
    en: 'How many of a hundred desks may take it',
  },
  'cli.centre.release.stop': { vi: 'Dừng một đợt cập nhật', en: 'Stop a wave' },
  'cli.centre.release.percent': { vi: 'phần trăm, 0 đến 100', en: 'of a hundred desks, 0 to 100' },
  'cli.centre.release.limit': {
    vi: 'tự dừng khi quá bấy nhiêu phần trăm quầy đã thử bị lỗi',
    en: 'stops by itself when more than so many of a hundred desks that tried have failed',
  },
  'cli.centre.release.line': {
    vi: '{id}: {percent} % quầy; {installed} xong, {failed} lỗi, {underWay} đang làm{stopped}',
    en: '{id}: {percent} % of the desks; {installed} have it, {failed} failed, {underWay} are at it{stopped}',
  },
  'cli.centre.release.stopped': { vi: '; ĐÃ DỪNG', en: '; STOPPED' },
  'cli.centre.release.none': { vi: 'Chưa có bản nào', en: 'There are no releases' },
  'cli.centre.releases': {
    vi: 'Quầy tải bản cập nhật ở {url}',
    en: 'Desks get updates from {url}',
  },
  'cli.option.releases': { vi: 'cổng để quầy tải bản cập nhật', en: 'the port where desks get updates' },
  'cli.option.releases-url': {
    vi: 'địa chỉ mà quầy dùng để tải, ví dụ http://trungtam.local:8088/',
    en: 'the address under which desks find it, e.g. http://centre.local:8088/',
  },
} as const satisfies Record<string, Entry>
