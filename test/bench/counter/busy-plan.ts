import type { HallPlan } from '../../../src/centre/index.ts'

const countersPerField = 5

/** `quay-01`, … */
export function deskName(index: number): string {
  return `quay-${String(index + 1).padStart(2, '0')}`
}

/** A centre whose fields have several counters each, one at each desk. */
export function busyPlan(desks: number): Pick<HallPlan, 'centre' | 'fields' | 'reserved'> {
  const fields = Array.from({ length: Math.ceil(desks / countersPerField) }, (_, field) => ({
    id: `field-${field + 1}`,
    name: { vi: `Lĩnh vực ${field + 1}` },
    prefix: String.fromCharCode(65 + field),
    counters: Array.from({ length: countersPerField }, (_, place) => field * countersPerField + place)
      .filter((index) => index < desks)
      .map(placeOf),
  }))
  return { centre: 'hai-phong', fields, reserved: 100 }
}

function placeOf(index: number): string {
  return `${deskName(index)}/${index + 1}`
}
