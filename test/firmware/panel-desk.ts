import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { controlClient } from '../../agent/control/client.ts'
import { temporaryFolder } from '../support/folder.ts'
import { desk as account } from '../support/mosquitto.ts'
import { type Running, startDeskbridge, untilSaid } from '../support/processes.ts'
import { until } from '../support/wait.ts'

/** The program as it is shipped, at a counter with an open panel on a serial port. */
export class PanelDesk {
  readonly name = account.name
  readonly #folder = temporaryFolder()
  readonly #config = join(temporaryFolder(), 'deskbridge.yaml')
  #running: Running | undefined

  constructor(url: string, port: string) {
    const [centre, desk] = account.name.split('/')
    const config = {
      centre,
      desk,
      data: this.#folder,
      broker: { url, username: account.name, password: account.password },
      // No press is ignored as a double one, so that each press is one fact.
      counters: [{ id: 5, doublePress: 0 }],
      devices: [{ name: 'panel-1', profile: 'deskbridge.line-panel', port, counter: 5 }],
    }
    writeFileSync(this.#config, stringify(config))
  }

  async start(): Promise<void> {
    this.#running = startDeskbridge('run', '--config', this.#config)
    await untilSaid(this.#running, 'is running', 60_000)
  }

  /** kill -9. */
  async kill(): Promise<void> {
    this.#running?.kill('SIGKILL')
    await this.#running?.ended
  }

  async untilDelivered(): Promise<void> {
    const { status } = controlClient(this.#folder)
    await until('nothing is left to deliver', async () => (await status()).journal.backlog === 0, 120_000)
  }
}
