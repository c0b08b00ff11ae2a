import { channels, parameters } from './channels.ts'
import { type Item, ref } from './item.ts'
import { answers, messages, messagesOf } from './messages.ts'
import { operations } from './operations.ts'
import { payloads } from './payloads.ts'
import { proseValues } from './prose-values.ts'

/** The version of the contract; its first number is the one in the topics. */
const version = '1.0.0'

/**
 * The contract as an AsyncAPI 3.0 document.
 * @param prose the rules in words, with `{{name}}` where a value from the sources belongs.
 */
export function asyncApi(prose: string): Item {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'deskbridge: the contract between desk and centre',
      version,
      description: filled(prose),
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: { local: ref('servers/local') },
    channels: channels(messagesOf),
    operations: operations(answers),
    components: {
      servers: { local },
      parameters,
      messages: messages(),
      schemas: payloads(),
    },
  }
}

const local: Item = {
  host: 'localhost:1883',
  protocol: 'mqtt',
  protocolVersion: '5.0',
  description:
    'An example: a broker on the same machine, as `deskbridge demo` starts one. Where the broker of a site is, is the ' +
    'decision of the site; in production it is mqtts on port 8883 with a client certificate for each desk.',
}

function filled(prose: string): string {
  const values = proseValues()
  return prose.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new RangeError(`the prose asks for {{${name}}}, which nobody gives`)
    return value
  })
}
