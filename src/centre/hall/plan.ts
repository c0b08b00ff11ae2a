import type { RatingSet } from '../../contract/index.ts'
import type { Field, HallPlan } from './hall.ts'

/** Stands for every counter that speaks, and every centre. */
export const everyOne = '*'

const fiveLevels: RatingSet = {
  scale: '5-2025',
  question: {
    vi: 'Ông/bà có hài lòng về việc giải quyết thủ tục hôm nay không?',
    en: 'Are you satisfied with how you were served today?',
  },
  levels: [
    { label: { vi: 'Rất không hài lòng', en: 'Very dissatisfied' }, points: 0, face: 'very-sad' },
    { label: { vi: 'Không hài lòng', en: 'Dissatisfied' }, points: 25, face: 'sad' },
    { label: { vi: 'Bình thường', en: 'Neutral' }, points: 50, face: 'neutral' },
    { label: { vi: 'Hài lòng', en: 'Satisfied' }, points: 75, face: 'happy' },
    { label: { vi: 'Rất hài lòng', en: 'Very satisfied' }, points: 100, face: 'very-happy' },
  ],
}

/**
 * The plan of a centre that has none: one field, served by every counter that ever speaks; anybody may sign in, unproven.
 * It changes no settings of its desks.
 */
export const openPlan: HallPlan = {
  centre: everyOne,
  title: { vi: 'Trung tâm Phục vụ hành chính công (mẫu)', en: 'Public service centre (reference)' },
  fields: [{ id: 'chung', name: { vi: 'Tiếp nhận chung', en: 'All procedures' }, prefix: 'A', counters: [everyOne] }],
  priority: { mode: 'strict' },
  rating: fiveLevels,
  pauseReasons: ['Nghỉ giải lao', 'Họp đột xuất', 'Sự cố kỹ thuật', 'Hết giờ', 'Hỗ trợ đồng nghiệp', 'Khác'],
  reserved: 20,
  officers: [],
}

/** Whether a desk `{centre}/{desk}` is one of this hall's. */
export function isOfHall(plan: HallPlan, desk: string): boolean {
  return plan.centre === everyOne || desk.startsWith(`${plan.centre}/`)
}

/** The fields that a counter serves. */
export function fieldsOf(plan: HallPlan, place: string): readonly Field[] {
  return plan.fields.filter(({ counters }) => counters.includes(everyOne) || counters.includes(place))
}

/** The counters that the plan names. */
export function placesOf(plan: HallPlan): readonly string[] {
  const named = plan.fields.flatMap(({ counters }) => counters)
  return [...new Set(named)].filter((place) => place !== everyOne)
}

/** `{desk}/{counter}` of a counter of the desk `{centre}/{desk}`. */
export function placeOf(desk: string, counter: string): string {
  return `${desk.slice(desk.indexOf('/') + 1)}/${counter}`
}
