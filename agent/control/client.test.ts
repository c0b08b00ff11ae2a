import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { controlClient } from './client.ts'
import { http } from './http.ts'
import { controlPath } from './paths.ts'

const patience = 1_000

test('an agent that has begun to answer may take longer than anybody waits for its first word', async () => {
  const folder = temporaryFolder()
  const server = http.createServer((_, response) => {
    response.writeHead(200)
    response.flushHeaders()
    // The chain of a large journal is recomputed meanwhile.
    setTimeout(() => response.end('{"holds":true}\n'), patience * 2)
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(controlPath(folder), resolve))
  const verdicts: unknown[] = []
  for await (const verdict of controlClient(folder, patience).verify()) verdicts.push(verdict)
  expect(verdicts).toEqual([{ holds: true }])
})
