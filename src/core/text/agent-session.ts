import type { Entry } from './entry.ts'

export const agentSessionTexts = {
  'DB-AGT-060': {
    vi: 'Trình duyệt trên máy này chưa được cấp quyền cho {origins} dùng thiết bị của quầy',
    en: 'No browser of this PC is allowed by policy to let {origins} use the desk',
    next: {
      vi: 'Cài chính sách LocalNetworkAccessAllowedForUrls (xem install/browser-policy.md), rồi mở lại trình duyệt.',
      en: 'Install the policy LocalNetworkAccessAllowedForUrls (see install/browser-policy.md), restart the browser.',
    },
  },
  'cli.session': {
    vi: 'Mở các cửa sổ của máy quầy trong phiên làm việc của cán bộ (mã ghép nối)',
    en: "Open the desk's windows in the officer's desktop session (pairing codes)",
  },
  'cli.session.door': {
    vi: 'nơi dịch vụ chờ, nếu không đọc được tệp cấu hình',
    en: 'where the service waits, for those who cannot read its configuration',
  },
  'cli.session.no-browser': { vi: 'in địa chỉ thay vì mở trình duyệt', en: 'print addresses and open no browser' },
  'cli.session.already': {
    vi: 'Trợ lý đã chạy sẵn trong phiên này.',
    en: 'The helper runs in this session already.',
  },
  'cli.session.open': { vi: 'Mở địa chỉ: {url}', en: 'Open this address: {url}' },
  'cli.session.there': { vi: 'Đã kết nối với dịch vụ của máy quầy.', en: 'Connected to the service of this desk.' },
  'cli.session.away': {
    vi: 'Chưa kết nối được với dịch vụ, đang chờ.',
    en: 'The service is not there; waiting for it.',
  },
} as const satisfies Record<string, Entry>
