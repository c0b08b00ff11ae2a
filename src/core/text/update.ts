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
    vi: 'Phiên bản {version} cũ hơn phiên bản {base} của gói cài đặt',
    en: 'Version {version} is older than version {base} of the package',
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
} as const satisfies Record<string, Entry>
