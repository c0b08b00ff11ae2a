import { mkdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type Shelf, updatePlaces } from '../../src/update/index.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { environmentFor } from './environment.ts'

const nothing = { active: null, previous: null, highestIssue: 0 }
const places = () => updatePlaces(temporaryFolder())
const withProfiles = (version: string): Shelf => ({
  format: 1,
  profiles: { ...nothing, active: { folder: `profiles-${version}-1`, version, issue: 1 } },
  texts: nothing,
  keys: { trusted: null, highestIssue: 0 },
})

it('a newer device library is named to the program, until the program itself brings a newer one', () => {
  const own = places()
  mkdirSync(`${own.versions}/profiles-1.2.0-1`, { recursive: true })
  const named = (version: string) =>
    environmentFor({}, { base: '/b', version, places: own, shelf: withProfiles('1.2.0') }).DESKBRIDGE_PROFILES
  expect(named('1.1.0')).toBe(`${own.versions}/profiles-1.2.0-1`)
  expect(named('1.2.0')).toBe(`${own.versions}/profiles-1.2.0-1`)
  expect(named('1.2.1')).toBeUndefined()
})

it('a library that is not on the disk is not named', () => {
  const shelf = withProfiles('1.2.0')
  expect(environmentFor({}, { base: '/b', version: '1.0.0', places: places(), shelf })).toEqual({
    UV_THREADPOOL_SIZE: '16',
    DESKBRIDGE_BASE: '/b',
  })
})

it('the size of the thread pool is what the service says, where it says so', () => {
  const shelf = withProfiles('1.2.0')
  const own = { UV_THREADPOOL_SIZE: '8' }
  const environment = environmentFor(own, { base: '/b', version: '1.0.0', places: places(), shelf })
  expect(environment.UV_THREADPOOL_SIZE).toBe('8')
})
