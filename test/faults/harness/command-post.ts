import { connectAsync } from 'mqtt'
import { onTestFinished } from 'vitest'
import { type Command, type CommandResult, deskTopics, formatTime } from '../../../src/contract/index.ts'
import { systemClock } from '../../support/faces.ts'
import { centre as account } from '../../support/mosquitto.ts'

/** A plain MQTT client that sends commands as often as it likes and hears every result, repeated ones too. */
export interface CommandPost {
  send(desk: string, command: Command): Promise<void>
  /** Says what time it is, as the centre does now and then. */
  tellTime(desk: string): Promise<void>
  /** The results of a command, in the order in which they came. */
  resultsOf(command: Command): readonly CommandResult[]
}

const topicsOf = (desk: string) => {
  const [centre = '', name = ''] = desk.split('/')
  return deskTopics(centre, name)
}

/** Connects the client; it is gone when the test has finished. */
export async function openCommandPost(url: string): Promise<CommandPost> {
  const { name: username, password } = account
  const client = await connectAsync(url, { username, password, protocolVersion: 5 })
  onTestFinished(() => client.endAsync(true))
  const results: CommandResult[] = []
  client.on('message', (_, payload) => results.push(JSON.parse(payload.toString()) as CommandResult))
  await client.subscribeAsync(deskTopics('+', '+').results, { qos: 1 })
  return {
    async send(desk, command) {
      await client.publishAsync(topicsOf(desk).commands, JSON.stringify(command), { qos: 1 })
    },
    async tellTime(desk) {
      const time = formatTime(systemClock.wall())
      await client.publishAsync(topicsOf(desk).time, JSON.stringify({ time }), { qos: 1 })
    },
    resultsOf: ({ id }) => results.filter((result) => result.id === id),
  }
}
