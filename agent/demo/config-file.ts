import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { WrittenConfig } from '../config/schema.ts'

/** The names of the demo's centre, desk and counter. */
export const demoNames = { centre: 'demo', desk: 'quay-05', counter: '5' } as const

/** The devices of the demo's desk by what they do. */
export const demoDevices = { panel: 'call-keypad', pad: 'rating-pad', display: 'display' } as const

/** Where the agent of the demo finds the world. */
export interface DemoAddresses {
  readonly brokerUrl: string
  readonly panel: string
  readonly pad: string
  readonly display: string
  /** Where the officer's page shall be. */
  readonly pagePort: number
}

/** The agent's data folder within the demo's. */
export function deskFolder(dataFolder: string): string {
  return join(dataFolder, 'desk')
}

/** Writes the agent's configuration, a real one that a person may look at and copy. */
export function writeConfigFile(
  dataFolder: string,
  { brokerUrl, panel, pad, display, pagePort }: DemoAddresses,
): string {
  const { centre, desk, counter } = demoNames
  const config: WrittenConfig = {
    centre,
    desk,
    data: './desk',
    log: 'info',
    broker: { url: brokerUrl },
    counters: [{ id: counter }],
    page: { port: pagePort },
    devices: [
      { name: demoDevices.panel, profile: 'deskbridge.ascii-panel', tcp: panel, counter, role: 'call-keypad' },
      { name: demoDevices.pad, profile: 'generic.rating-pad-5', tcp: pad, counter, role: 'rating-pad' },
      { name: demoDevices.display, profile: 'generic.cd5220', tcp: display, counter, role: 'display' },
    ],
  }
  const file = join(dataFolder, 'deskbridge.yaml')
  writeFileSync(file, stringify(config), { mode: 0o600 })
  return file
}
