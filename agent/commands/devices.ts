import { Command, Option } from 'commander'
import { type Attached, createBus } from '../../src/bus/index.ts'
import type { DeviceHealth } from '../../src/contract/index.ts'
import { isErrorCode, type TextKey, text } from '../../src/core/index.ts'
import type { DeviceRole } from '../../src/device/index.ts'
import type { CliIo } from '../cli-io.ts'
import { roles } from '../config/schema.ts'
import { controlClient } from '../control/client.ts'
import { silentLog } from '../log.ts'
import { systemClock } from '../system.ts'
import { type CommonOptions, configOption, jsonOption, readConfig } from './options.ts'

interface DevicesOptions extends CommonOptions {
  readonly ports?: boolean
}

/** `deskbridge devices`: how the devices of the running desk are, or with `--ports` where one could be plugged in. */
export function devicesCommand(io: CliIo): Command {
  return new Command('devices')
    .description(text('cli.devices', io.language()))
    .addOption(configOption(io))
    .addOption(new Option('--ports', text('cli.devices.ports', io.language())))
    .addOption(jsonOption(io))
    .action((options: DevicesOptions) => (options.ports ? listPorts(io, options) : listDevices(io, options)))
    .addCommand(adoptCommand(io))
    .addCommand(releaseCommand(io))
}

interface AdoptOptions extends CommonOptions {
  readonly counter: string
  readonly role?: DeviceRole
  readonly key: Readonly<Record<string, string>>
}

/** `deskbridge devices adopt PATH --counter 5`: takes a device into use that is plugged in and offered. */
function adoptCommand(io: CliIo): Command {
  const say = (key: TextKey) => text(key, io.language())
  return new Command('adopt')
    .description(say('cli.devices.adopt'))
    .argument('<path>', say('cli.devices.adopt.path'))
    .requiredOption('--counter <counter>', say('cli.devices.adopt.counter'))
    .addOption(new Option('--role <role>', say('cli.devices.adopt.role')).choices(roles))
    .addOption(new Option('--key <key=meaning>', say('cli.devices.adopt.key')).argParser(addKey).default({}))
    .addOption(configOption(io))
    .action(async (path: string, { config: file, counter, role, key }: AdoptOptions) => {
      const config = readConfig(io, file)
      if (!config) return
      const wish = { path, counter, keys: key, ...(role === undefined ? {} : { role }) }
      const { name } = await controlClient(config.dataFolder).adopt(wish)
      io.out(text('cli.devices.adopted', io.language(), { device: name, counter }))
    })
}

/** `deskbridge devices release NAME`: gives up a device that was adopted. */
function releaseCommand(io: CliIo): Command {
  return new Command('release')
    .description(text('cli.devices.release', io.language()))
    .argument('<name>', text('cli.devices.release.name', io.language()))
    .addOption(configOption(io))
    .action(async (name: string, { config: file }: CommonOptions) => {
      const config = readConfig(io, file)
      if (!config) return
      await controlClient(config.dataFolder).release(name)
      io.out(text('cli.devices.released', io.language(), { device: name }))
    })
}

/** One more of several `--key left=recall`. */
function addKey(written: string, before: AdoptOptions['key']): AdoptOptions['key'] {
  const [key = '', meaning = ''] = written.split('=')
  return { ...before, [key]: meaning }
}

/** Exit code 1 when a device is not ready. */
async function listDevices(io: CliIo, { config: file, json }: DevicesOptions): Promise<void> {
  const config = readConfig(io, file)
  if (!config) return
  const { devices, offers, doubts } = await controlClient(config.dataFolder).status()
  if (json) io.out(JSON.stringify({ devices, offers, doubts }))
  else if (devices.length === 0) io.out(text('cli.devices.none', io.language()))
  else for (const device of devices) io.out(deviceLine(io, device))
  if (!json) for (const { name, path } of offers) io.out(text('cli.devices.offer', io.language(), { name, path }))
  if (!json) {
    for (const { path, profiles } of doubts) {
      io.out(text('cli.devices.doubt', io.language(), { path, profiles: profiles.join(', ') }))
    }
  }
  if (devices.some((device) => device.state !== 'ready')) io.fail(1)
}

async function listPorts(io: CliIo, { json }: DevicesOptions): Promise<void> {
  const bus = createBus({ clock: systemClock, log: silentLog })
  const attached = await bus.attached()
  await bus.stop()
  if (json) io.out(JSON.stringify(attached))
  else if (attached.length === 0) io.out(text('cli.devices.no-ports', io.language()))
  else for (const one of attached) io.out(attachedLine(one))
}

function deviceLine(io: CliIo, { name, profile, role, counter, state, reason }: DeviceHealth): string {
  const language = io.language()
  const roleText = isRole(role) ? text(`device.role.${role}`, language) : role
  const next = reason !== undefined && isErrorCode(reason) ? text(reason, language, {}, 'next') : ''
  const columns = [
    name.padEnd(16),
    text(`device.state.${state}`, language).padEnd(12),
    counter.padEnd(6),
    roleText.padEnd(16),
  ]
  return [...columns, profile, reason ?? '', next].join('  ').trimEnd()
}

function isRole(role: string): role is DeviceRole {
  return (roles as readonly string[]).includes(role)
}

/** What to open, what it is, and where it is plugged in. */
export function attachedLine({ path, place, usb, hid }: Attached): string {
  const id = usb ? `${hex(usb.vid)}:${hex(usb.pid)}` : ''
  const collection = hid ? `${hex(hid.usagePage)}:${hex(hid.usage)}` : ''
  const name = [usb?.manufacturer, usb?.product, usb?.serial].filter((part) => part !== undefined).join(' ')
  return [path.padEnd(16), id.padEnd(9), collection.padEnd(9), (place ?? '').padEnd(36), name].join('  ').trimEnd()
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0')
}
