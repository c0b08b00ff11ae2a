import { randomUUID } from 'node:crypto'
import { connectAsync, type MqttClient } from 'mqtt'
import { type CommandArgs, type CommandName, deskTopics, type Fact } from '../../../src/contract/index.ts'

const topics = deskTopics('lab', 'quay-05')

/** The other end of the desk's broker, which takes no notes but of when each fact came. */
export class LabCentre {
  readonly #client: MqttClient
  readonly #came: { readonly fact: Fact; readonly at: number }[] = []

  private constructor(client: MqttClient) {
    this.#client = client
    client.on('message', (_, payload) => {
      this.#came.push({ fact: JSON.parse(payload.toString()), at: performance.now() })
    })
  }

  static async join(brokerUrl: string): Promise<LabCentre> {
    const client = await connectAsync(brokerUrl)
    const centre = new LabCentre(client)
    await client.subscribeAsync(topics.facts, { qos: 1 })
    return centre
  }

  /** When each fact of a device came, oldest first. */
  factsOf(device: string): readonly number[] {
    return this.#came.flatMap(({ fact, at }) => (fact.source.endsWith(`/${device}`) ? [at] : []))
  }

  async command<N extends CommandName>(name: N, counter: string, args: CommandArgs<N>): Promise<void> {
    const command = { id: randomUUID(), name, counter, args, madeAt: new Date().toISOString() }
    await this.#client.publishAsync(topics.commands, JSON.stringify(command), { qos: 1 })
  }

  async leave(): Promise<void> {
    await this.#client.endAsync(true)
  }
}
