import { expect, test } from 'vitest'
import { keptLog } from '../../test/support/faces.ts'
import { type AgentChange, Audience } from '../changes.ts'
import { bringAndTell } from './bring-and-tell.ts'

const counters = [{ id: '5' }, { id: '6' }]

function listen() {
  const audience = new Audience(keptLog())
  const heard: AgentChange[] = []
  audience.join((change) => heard.push(change))
  return { audience, heard }
}

test('officers of every counter are told when the centre has taken a support bundle', async () => {
  const { audience, heard } = listen()
  const brought: string[] = []
  const support = async (upload: string) => {
    brought.push(upload)
    return undefined
  }
  expect(await bringAndTell('a-name', { support, audience, counters })).toBeUndefined()
  expect(brought).toEqual(['a-name'])
  expect(heard).toMatchObject(counters.map(({ id }) => ({ kind: 'notice', counter: id, text: 'page.support.taken' })))
})

test('nobody is told of a bundle that was not taken', async () => {
  const { audience, heard } = listen()
  expect(await bringAndTell('a-name', { support: async () => 'busy', audience, counters })).toBe('busy')
  expect(await bringAndTell('a-name', { audience, counters })).toBe('not-enrolled')
  expect(heard).toEqual([])
})
