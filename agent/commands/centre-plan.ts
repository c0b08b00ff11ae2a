import { readFileSync } from 'node:fs'
import { type Static, Type } from 'typebox'
import { type HallOfficer, type HallPlan, openPlan } from '../../src/centre/index.ts'
import { cardRulesSchema, namePattern, ratingSetSchema } from '../../src/contract/index.ts'
import { DeskError } from '../../src/core/index.ts'
import { parseDocument } from '../../src/document/index.ts'
import { ConfigProblems } from '../config/problems.ts'

const closed = { additionalProperties: false } as const
const words = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.Optional(Type.String()) }, closed)
const name = Type.String({ pattern: namePattern, description: 'a name of a-z, 0-9 and "-", at most 31 characters' })
const part = namePattern.slice(1, -1)
const place = Type.String({ pattern: `^(\\*|${part}/${part})$`, description: 'DESK/COUNTER, or "*" for every counter' })
const hex = (digits: string) => Type.String({ pattern: `^[0-9a-f]{${digits}}$`, description: 'hex digits' })

const fieldSchema = Type.Object(
  {
    id: name,
    name: words,
    prefix: Type.String({ pattern: '^[A-Z]{1,3}$', description: 'one to three letters A–Z' }),
    counters: Type.Array(place, { minItems: 1, maxItems: 500 }),
  },
  closed,
)

const officerSchema = Type.Object(
  {
    officer: Type.String({ minLength: 1, maxLength: 200 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    pin: Type.Optional(Type.Object({ salt: hex('32,128'), key: hex('64') }, closed)),
  },
  closed,
)

const planSchema = Type.Object(
  {
    centre: name,
    title: words,
    fields: Type.Array(fieldSchema, { minItems: 1, maxItems: 100 }),
    priority: Type.Optional(
      Type.Union([
        Type.Object({ mode: Type.Literal('strict') }, closed),
        Type.Object({ mode: Type.Literal('interleaved'), normal: Type.Integer({ minimum: 1, maximum: 100 }) }, closed),
      ]),
    ),
    rating: Type.Optional(ratingSetSchema),
    pauseReasons: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 20 }),
    ),
    reserved: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000, description: '0 to 1000' })),
    officers: Type.Optional(Type.Array(officerSchema, { maxItems: 500 })),
    cards: Type.Optional(cardRulesSchema),
  },
  closed,
)

/** A plan as it was read, or what is wrong with it, each with line and column. */
export interface ReadPlan {
  readonly plan: HallPlan | undefined
  readonly problems: readonly DeskError[]
}

/** Reads `centre.yaml`. */
export function loadPlan(file: string): ReadPlan {
  try {
    return parsePlan(readFileSync(file, 'utf8'), file)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { plan: undefined, problems: [new DeskError('DB-HAL-005', { file, reason }, { cause: error })] }
  }
}

/** Checks the text of a plan. What it leaves out is as in the plan of a centre that has none. */
export function parsePlan(source: string, file: string): ReadPlan {
  const { value, problems, locate } = parseDocument(source, planSchema, file)
  if (!value) return { plan: undefined, problems }
  const wrong = new ConfigProblems(locate)
  checkNames(value, wrong)
  if (wrong.found.length > 0) return { plan: undefined, problems: wrong.found }
  const { priority, rating, pauseReasons, reserved, officers } = value
  const plan: HallPlan = {
    ...openPlan,
    ...value,
    title: wordsOf(value.title),
    fields: value.fields.map((field) => ({ ...field, name: wordsOf(field.name) })),
    priority: priority ?? openPlan.priority,
    rating: rating ?? openPlan.rating,
    pauseReasons: pauseReasons ?? openPlan.pauseReasons,
    reserved: reserved ?? openPlan.reserved,
    officers: (officers ?? []).map(officerOf),
  }
  return { plan, problems: [] }
}

type WrittenPlan = Static<typeof planSchema>

function checkNames({ fields, officers = [] }: WrittenPlan, problems: ConfigProblems): void {
  const add = (code: 'DB-HAL-006' | 'DB-HAL-007', at: ConfigProblems, names: readonly string[], key: string) => {
    for (const [index, name] of names.entries())
      if (names.indexOf(name) !== index) at.at(index, key).add(code, { name })
  }
  const all = problems.at('fields')
  add(
    'DB-HAL-006',
    all,
    fields.map(({ id }) => id),
    'id',
  )
  add(
    'DB-HAL-007',
    all,
    fields.map(({ prefix }) => prefix),
    'prefix',
  )
  add(
    'DB-HAL-006',
    problems.at('officers'),
    officers.map(({ officer }) => officer),
    'officer',
  )
  for (const [index, { counters }] of fields.entries()) {
    const at = all.at(index, 'counters')
    for (const [n, counter] of counters.entries())
      if (counters.indexOf(counter) !== n) at.at(n).add('DB-HAL-006', { name: counter })
  }
}

function wordsOf({ vi, en }: { readonly vi: string; readonly en?: string }): HallPlan['title'] {
  return en === undefined ? { vi } : { vi, en }
}

function officerOf({ officer, name, pin }: NonNullable<WrittenPlan['officers']>[number]): HallOfficer {
  return pin ? { officer, name, pin } : { officer, name }
}
