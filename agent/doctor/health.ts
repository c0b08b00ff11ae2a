import { type ClockQuality, type ErrorMessage, packError } from '../../src/core/index.ts'
import type { DeviceDiagnostics } from '../../src/device/index.ts'
import type { Agent, AgentStatus } from '../agent.ts'
import type { Reach } from '../centre-news.ts'

/** What a running agent says of itself to the doctor: plain data, and nobody's secret. */
export interface Health {
  readonly status: AgentStatus
  readonly centre: {
    readonly state: Reach
    readonly problem: ErrorMessage | null
    readonly alarms: readonly ErrorMessage[]
  }
  readonly clock: {
    readonly quality: ClockQuality
    /** Milliseconds by which the PC was ahead of the centre when that was last heard; null before. */
    readonly ahead: number | null
  }
  readonly devices: readonly DeviceDiagnostics[]
  readonly process: ProcessFacts
}

/** How the process of an agent runs. */
export interface ProcessFacts {
  readonly node: string
  readonly upSeconds: number
  readonly memoryMegabytes: number
  /** Whether the system started it as a service. */
  readonly isService: boolean
  /** Threads for the disk, where the one who started the process said so. */
  readonly threads: number | null
}

/** Asks the agent of this process. */
export async function tellHealth(agent: AskedAgent): Promise<Health> {
  const status = await agent.status()
  const { state, problem, alarms } = agent.centre()
  const { insight } = agent
  return {
    status,
    centre: { state, problem: problem ? packError(problem) : null, alarms: alarms.map(packError) },
    clock: { quality: insight.clock(), ahead: insight.clockAhead() ?? null },
    devices: agent.diagnostics() as readonly DeviceDiagnostics[],
    process: processFacts(),
  }
}

/** What of an agent is asked. */
export type AskedAgent = Pick<Agent, 'status' | 'centre' | 'insight' | 'diagnostics'>

/** How this process runs. */
export function processFacts(environment: NodeJS.ProcessEnv = process.env): ProcessFacts {
  const threads = Number(environment.UV_THREADPOOL_SIZE)
  return {
    node: process.versions.node,
    upSeconds: Math.round(process.uptime()),
    memoryMegabytes: Math.round(process.memoryUsage.rss() / 1024 / 1024),
    // systemd and our own service host each leave a mark.
    isService: environment.INVOCATION_ID !== undefined || environment.DESKBRIDGE_SERVICE !== undefined,
    threads: Number.isInteger(threads) && threads > 0 ? threads : null,
  }
}
