import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { parseDocument } from './index.ts'

const schema = Type.Object(
  {
    parity: Type.Enum(['none', 'even', 'odd']),
    link: Type.Union([
      Type.Object(
        { serial: Type.Object({ baud: Type.Integer() }, { additionalProperties: false }) },
        { additionalProperties: false },
      ),
      Type.Object({ tcp: Type.String() }, { additionalProperties: false }),
    ]),
    rules: Type.Optional(Type.Array(Type.Object({ id: Type.String() }, { additionalProperties: false }))),
  },
  { additionalProperties: false },
)

const problemsOf = (source: string) =>
  parseDocument(source, schema, 'desk.yaml').problems.map(({ code, args, place }) => ({ code, args, place }))

describe('a document that people wrote', () => {
  it('gives its value when it fits', () => {
    const { value, problems } = parseDocument('parity: none\nlink: {tcp: "127.0.0.1:4001"}\n', schema)
    expect(problems).toEqual([])
    expect(value).toEqual({ parity: 'none', link: { tcp: '127.0.0.1:4001' } })
  })

  it('names the place of a syntax error', () => {
    const [problem] = problemsOf('parity: none\nlink: {serial: [}\n')
    expect(problem).toMatchObject({ code: 'DB-DOC-001', place: { file: 'desk.yaml', line: 2 } })
  })

  it('proposes the nearest name for a mistyped key', () => {
    expect(problemsOf('parity: none\nlink:\n  serial:\n    buad: 9600\n    baud: 9600\n')).toEqual([
      { code: 'DB-DOC-003', args: { key: 'buad', nearest: 'baud' }, place: { file: 'desk.yaml', line: 4, column: 5 } },
    ])
  })

  it('lists the allowed keys where none is near', () => {
    const [problem] = problemsOf('parity: none\nlink: {tcp: x}\nrules:\n  - {id: a, zzzzzz: 1}\n')
    expect(problem).toMatchObject({ code: 'DB-DOC-002', args: { allowed: 'id' }, place: { line: 4, column: 13 } })
  })

  it('proposes the nearest value of a closed list', () => {
    const [problem] = problemsOf('parity: evn\nlink: {tcp: x}\n')
    expect(problem).toMatchObject({ code: 'DB-DOC-006', args: { nearest: 'even' }, place: { line: 1, column: 9 } })
  })

  it('judges alternatives by the one the writer came nearest to', () => {
    expect(problemsOf('parity: none\nlink: {serial: {baud: fast}}\n')).toMatchObject([
      {
        code: 'DB-DOC-005',
        args: { key: 'link.serial.baud', expected: 'integer', found: '"fast"' },
        place: { line: 2, column: 23 },
      },
    ])
  })

  it('reports a missing key at its parent', () => {
    expect(problemsOf('parity: none\n')).toMatchObject([
      { code: 'DB-DOC-004', args: { key: 'link' }, place: { line: 1 } },
    ])
  })

  it('refuses duplicate keys and alias bombs instead of guessing', () => {
    expect(problemsOf('parity: none\nparity: odd\nlink: {tcp: x}\n')).toMatchObject([
      { code: 'DB-DOC-001', place: { line: 2 } },
    ])
  })
})
