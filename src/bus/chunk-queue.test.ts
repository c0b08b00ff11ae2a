import { describe, expect, test } from 'vitest'
import { read } from './bus.fixture.ts'
import { chunkQueue } from './chunk-queue.ts'

const chunk = (text: string) => ({ bytes: Buffer.from(text), at: 0 })

describe('a chunk queue', () => {
  test('gives its reader what waits and what is still to come, in order, and then ends', async () => {
    const queue = chunkQueue()
    queue.push(chunk('A0'))
    const reading = read(queue, 99)
    queue.push(chunk('12'))
    queue.end()
    expect(String(await reading)).toBe('A012')
  })

  test('that is full drops the newest and counts its bytes', async () => {
    const queue = chunkQueue(200)
    queue.push(chunk('x'.repeat(100)))
    queue.push(chunk('y'.repeat(50)))
    expect(queue.droppedBytes()).toBe(50)
    queue.end()
    expect(String(await read(queue, 999))).toBe('x'.repeat(100))
  })

  test('is bounded for a flood of single bytes as well', () => {
    const queue = chunkQueue(65_000)
    for (let i = 0; i < 2_000; i++) queue.push(chunk('x'))
    expect(queue.droppedBytes()).toBe(1_000)
  })

  test('has room again for each chunk that was read', async () => {
    const queue = chunkQueue(150)
    const reader = queue[Symbol.asyncIterator]()
    for (let i = 0; i < 10; i++) {
      queue.push(chunk('x'.repeat(80)))
      await reader.next()
    }
    expect(queue.droppedBytes()).toBe(0)
  })
})
