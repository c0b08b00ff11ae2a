import { describe, expect, it } from 'vitest'
import { seedOfRun } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { has } from '../support/processes.ts'
import { readOptions } from './options.ts'
import { histogram, writeReport } from './report.ts'
import { runFleet } from './run.ts'

const seed = seedOfRun()

describe.runIf(has('mosquitto') && has('openssl'))('a fleet of fifty desks in one process', () => {
  it(`loses, doubles and reorders nothing over a killed broker, an outage and the drain behind it (seed ${seed})`, async () => {
    const options = { desks: 50, facts: 10, outage: 2, spread: 2, drainRate: undefined, tls: true, seed }
    const report = await runFleet(options, temporaryFolder(), () => undefined)
    const words = writeReport(report)
    expect(report.balance, words).toEqual({ lost: 0, doubled: 0, reordered: 0, unknown: 0 })
    // One fact each on the first morning, one while the broker is dead, ten in the outage.
    expect(report.accepted).toBe(50 * 12)
    expect(report.backlog).toBe(50 * 10)
    for (const times of [report.connect, report.restart, report.returned])
      expect(times.length).toBeGreaterThanOrEqual(50)
    expect(words).toContain(`seed ${seed}`)
    expect(words).toContain('The books balance.')
  }, 240_000)
})

describe('the command line of the fleet', () => {
  it('takes what is named and says what is wrong with it', () => {
    expect(readOptions(['--desks', '30', '--drain-rate', '5', '--tls', '--seed', '7'])).toEqual({
      desks: 30,
      facts: 20,
      outage: 20,
      spread: 10,
      drainRate: 5,
      tls: true,
      seed: 7,
    })
    expect(() => readOptions(['--desks', 'many'])).toThrow('--desks must be a whole number from 1 to 100000')
    expect(() => readOptions(['--dekss', '3'])).toThrow('--dekss')
    expect(readOptions(['--help'])).toBeUndefined()
  })

  it('draws how many came in each tenth of the time', () => {
    const drawn = histogram([0, 10, 10, 95, 100])
    expect(drawn).toHaveLength(10)
    expect(drawn.map((line) => Number(line.trim().split(' ').at(-1)))).toEqual([1, 2, 0, 0, 0, 0, 0, 0, 0, 2])
  })
})
