import { createBus } from '../../../src/bus/index.ts'
import { DeskError, type ErrorCode, isErrorCode, toDeskError } from '../../../src/core/index.ts'
import { addressNow, type DeviceDiagnostics } from '../../../src/device/index.ts'
import type { Config } from '../../config/config.ts'
import { openDeviceBook } from '../../devices/book.ts'
import { placeArgs } from '../../devices/place.ts'
import { familiesOf } from '../../families.ts'
import { silentLog } from '../../log.ts'
import { bad, type Finding, good } from '../finding.ts'
import type { Health } from '../health.ts'
import type { Check, Sight } from '../sight.ts'
import { speechProblem } from '../speech.ts'

/** Each device is there, may be opened, and speaks as its profile says. */
export const deviceCheck: Check = { needs: ['modules', 'folder'], look }

const openPatience = 5_000

async function look({ config, desk, surroundings }: Sight): Promise<readonly Finding[]> {
  if (desk.kind === 'running') return told(desk.health, config)
  return desk.kind === 'stopped' ? await tried(config, surroundings.clock) : []
}

function told({ devices }: Health, config: Config): readonly Finding[] {
  return devices.map((device) => {
    const error = deviceProblem(device, config)
    return error ? bad('device', error, device.health.name) : good('device', device.health.name)
  })
}

/** What its supervisor says of it; for one that seems to be well, what its bytes say. */
function deviceProblem(device: DeviceDiagnostics, config: Config): DeskError | undefined {
  const { name, profile, state, reason } = device.health
  const where = placeArgs(config.devices, name)
  const seen = { device: name, profile, program: device.sharers.join(', ') || '–', ...where }
  if (state === 'ready' && reason === undefined) return speechProblem(device, config)
  const code: ErrorCode = reason !== undefined && isErrorCode(reason) ? reason : 'DB-DEV-001'
  return new DeskError(code, { reason: reason ?? state, group: 'dialout', ...seen })
}

/** Opens each device of a desk that does not run, for a moment. */
async function tried(config: Config, clock: Sight['surroundings']['clock']): Promise<readonly Finding[]> {
  if (config.devices.length === 0) return []
  const bus = createBus({ clock, log: silentLog, ...familiesOf(config) })
  try {
    const attached = await bus.attached()
    const book = openDeviceBook(config.dataFolder, silentLog)
    const findings: Finding[] = []
    for (const binding of config.devices) {
      try {
        const wire = await bus.open(addressNow(binding, attached, book), AbortSignal.timeout(openPatience))
        await wire.close()
        findings.push(good('device', binding.name))
      } catch (error) {
        findings.push(bad('device', toDeskError(error, 'DB-DEV-001', { device: binding.name }), binding.name))
      }
    }
    return findings
  } finally {
    await bus.stop()
  }
}
