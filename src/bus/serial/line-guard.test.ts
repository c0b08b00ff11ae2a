import { describe, expect, test } from 'vitest'
import { lineGuard } from './line-guard.ts'

async function guarded(max: number, chunks: readonly string[]): Promise<{ lines: string[]; dropped: number }> {
  const lines: string[] = []
  let dropped = 0
  const guard = lineGuard(max, () => {
    dropped += 1
  })
  guard.on('data', (line) => lines.push(String(line)))
  for (const chunk of chunks) guard.write(Buffer.from(chunk))
  await new Promise((resolve) => guard.on('end', resolve).end())
  return { lines, dropped }
}

describe('the line guard', () => {
  test('passes lines on whole, wherever the reads split them', async () => {
    expect(await guarded(5, ['A0', '12\nB', '0', '99\n', 'C1\nC2\n'])).toEqual({
      lines: ['A012\n', 'B099\n', 'C1\n', 'C2\n'],
      dropped: 0,
    })
  })

  test('counts the end of a line in its length', async () => {
    expect(await guarded(4, ['A012\n'])).toEqual({ lines: [], dropped: 1 })
  })

  test('drops a line that is too long as a whole, in one read or many, and takes the next', async () => {
    expect(await guarded(5, ['0123456789\nA012\n'])).toEqual({ lines: ['A012\n'], dropped: 1 })
    expect(await guarded(5, ['012', '345', '678', '\nA0', '12\n'])).toEqual({ lines: ['A012\n'], dropped: 1 })
  })

  test('keeps back what has no end', async () => {
    expect(await guarded(5, ['A0'])).toEqual({ lines: [], dropped: 0 })
  })
})
