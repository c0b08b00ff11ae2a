import type { DayReport, HallPlan, ReportRow } from '../../src/centre/hall/hall.ts'

const fields = [
  ['dat-dai', 'Đất đai – Xây dựng', 'Land and building', 'A'],
  ['ho-tich', 'Hộ tịch – Chứng thực', 'Civil status, certified copies', 'B'],
  ['kinh-doanh', 'Đăng ký kinh doanh', 'Business registration', 'C'],
  ['bao-tro', 'Bảo trợ xã hội – Người có công', 'Social protection', 'D'],
  ['cu-tru', 'Cư trú – Căn cước', 'Residence and identity cards', 'E'],
  ['khac', 'Lĩnh vực khác', 'Other', 'K'],
] as const

/** A plan with so many counters, dealt out to six fields. */
export function hallPlan(counters = 8): HallPlan {
  const places = Array.from({ length: counters }, (_, index) => placeOf(index + 1))
  return {
    centre: 'vinh-long',
    title: { vi: 'Trung tâm Phục vụ hành chính công xã Tân Hạnh', en: 'Public service centre of Tan Hanh' },
    fields: fields.map(([id, vi, en, prefix], index) => ({
      ...{ id, name: { vi, en }, prefix },
      counters: places.filter((_, place) => place % fields.length === index),
    })),
    priority: { mode: 'interleaved', normal: 2 },
    rating: {
      scale: '5-2025',
      question: { vi: 'Ông/bà có hài lòng với lần phục vụ vừa rồi không?', en: 'Were you satisfied with the service?' },
      levels: [
        { label: { vi: 'Rất không hài lòng', en: 'Very dissatisfied' }, points: 1, face: 'very-sad' },
        { label: { vi: 'Không hài lòng', en: 'Dissatisfied' }, points: 2, face: 'sad' },
        { label: { vi: 'Bình thường', en: 'Neutral' }, points: 3, face: 'neutral' },
        { label: { vi: 'Hài lòng', en: 'Satisfied' }, points: 4, face: 'happy' },
        { label: { vi: 'Rất hài lòng', en: 'Very satisfied' }, points: 5, face: 'very-happy' },
      ],
      more: [
        { id: 'thai-do', question: { vi: 'Thái độ của cán bộ thế nào?', en: 'How was the attitude of the officer?' } },
        { id: 'thoi-gian', question: { vi: 'Thời gian giải quyết thế nào?', en: 'How was the time it took?' } },
      ],
    },
    pauseReasons: ['Nghỉ giữa giờ', 'Họp'],
    reserved: 20,
    officers: [
      { officer: 'cb-an', name: 'Nguyễn Thị An' },
      { officer: 'cb-binh', name: 'Trần Văn Bình' },
    ],
  }
}

/** The place of the counter that people call `number`. */
export function placeOf(number: number): string {
  return `quay-${String(number).padStart(2, '0')}/${number}`
}

const row = (name: string, served: number, ratings: readonly number[], notRated: number): ReportRow => ({
  ...{ name, served, skipped: 1, waitingMedian: 412, waitingP90: 1_260, servingMedian: 318, servingP90: 905 },
  ...{ ratings, notRated, points: served > 10 ? 4.3125 : null },
})

/** A day with something of everything, and a name that a spreadsheet would carry out. */
export const dayReport: DayReport = {
  day: '2026-11-22',
  scale: '5-2025',
  officers: [
    row('cb-an', 31, [0, 1, 3, 10, 8], 9),
    row('cb-binh', 7, [1, 0, 0, 2, 1], 3),
    row('=cmd|A1', 1, [0, 0, 0, 0, 0], 1),
  ],
  counters: [row(placeOf(1), 24, [0, 1, 3, 6, 7], 7), row(placeOf(2), 15, [1, 0, 0, 6, 2], 6)],
  fields: [row('dat-dai', 24, [0, 1, 3, 6, 7], 7), row('ho-tich', 15, [1, 0, 0, 6, 2], 6)],
  late: 2,
  provisional: 5,
  unattributed: 3,
  outages: [
    { desk: 'quay-01', from: Date.UTC(2026, 10, 22, 2, 5, 0), to: Date.UTC(2026, 10, 22, 2, 45, 0) },
    { desk: 'quay-03', from: Date.UTC(2026, 10, 22, 8, 30, 0), to: null },
  ],
}
