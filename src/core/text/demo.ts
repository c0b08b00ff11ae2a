import type { Entry } from './index.ts'

export const demoTexts = {
  'demo.ready': { vi: 'Bàn quầy ảo đang chạy: {url}', en: 'The virtual desk is running: {url}' },
  'demo.ready.more': {
    vi: 'Mở địa chỉ trên bằng trình duyệt. Nhấn Ctrl-C để dừng. Dữ liệu: {folder}',
    en: 'Open that address in a browser. Ctrl-C stops it. Data: {folder}',
  },
  'demo.stopped': {
    vi: 'Đã dừng. Lần chạy sau sẽ tiếp tục từ nhật ký này.',
    en: 'Stopped. The next start goes on from the same journal.',
  },
} as const satisfies Record<string, Entry>
