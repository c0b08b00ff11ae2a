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
} as const satisfies Record<string, Entry>
