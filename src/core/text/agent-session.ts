import type { Entry } from './entry.ts'

export const agentSessionTexts = {
  'DB-AGT-060': {
    vi: 'Trình duyệt trên máy này chưa được cấp quyền cho {origins} dùng thiết bị của quầy',
    en: 'No browser of this PC is allowed by policy to let {origins} use the desk',
    next: {
      vi: 'Cài tệp mà deskbridge browser-policy viết ra (xem install/browser-policy.md), rồi mở lại trình duyệt.',
      en: 'Install the file that deskbridge browser-policy writes (see install/browser-policy.md), restart the browser.',
    },
  },
  'DB-AGT-069': {
    vi: '{file} không nêu ứng dụng nào của trung tâm, nên trình duyệt không cần quyền gì',
    en: '{file} names no application of the centre, so no browser needs leave for anything',
    next: {
      vi: 'Ghi ứng dụng vào, ví dụ: applications: [https://motcua.vinhlong.gov.vn].',
      en: 'Name the application in it, for example: applications: [https://motcua.vinhlong.gov.vn].',
    },
  },
  'cli.browser-policy': {
    vi: 'Viết ra chính sách để trình duyệt trên máy này cho các ứng dụng đã cấu hình dùng thiết bị của quầy',
    en: 'Write the policy by which browsers of this PC let the configured applications use the desk',
  },
  'cli.browser-policy.linux': { vi: 'tệp JSON cho Linux', en: 'the JSON file for Linux' },
  'cli.browser-policy.windows': { vi: 'tệp .reg cho Windows', en: 'the .reg file for Windows' },
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
