import { Command, Option } from 'commander'
import { type Attached, createBus } from '../../src/bus/index.ts'
import type { DeviceHealth } from '../../src/contract/index.ts'
import { isErrorCode, text } from '../../src/core/index.ts'
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
}

/** Exit code 1 when a device is not ready. */
async function listDevices(io: CliIo, { config: file, json }: DevicesOptions): Promise<void> {
  const config = readConfig(io, file)
  if (!config) return
  const { devices } = await controlClient(config.dataFolder).status()
  if (json) io.out(JSON.stringify(devices))
  else if (devices.length === 0) io.out(text('cli.devices.none', io.language()))
  else for (const device of devices) io.out(deviceLine(io, device))
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
