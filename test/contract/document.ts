import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { parseTopic } from '../../src/contract/index.ts'
import { asyncApiFile } from './asyncapi-text.ts'

/** As much of an AsyncAPI document as tests look at. */
export interface Document {
  readonly info: { readonly description: string }
  readonly channels: { readonly [name: string]: Channel }
  readonly operations: { readonly [name: string]: Operation }
  readonly components: {
    readonly messages: { readonly [name: string]: Message }
    readonly schemas: { readonly [name: string]: object }
  }
}

interface Channel {
  readonly address: string
  readonly messages: { readonly [name: string]: unknown }
}

interface Operation {
  readonly action: 'send' | 'receive'
  readonly channel: { readonly $ref: string }
  readonly bindings: { readonly mqtt: { readonly qos: number; readonly retain: boolean } }
}

interface Message {
  readonly payload: { readonly $ref: string }
  readonly examples: readonly { readonly summary: string; readonly payload: unknown }[]
}

/** The document as it is committed, with YAML and nothing of ours between. */
export const document = parse(readFileSync(asyncApiFile, 'utf8')) as Document

const ajv = new Ajv({ strict: false }).addSchema(document, 'contract')

/** Whether a payload is the message of that name, judged by the document alone. */
export function isMessage(name: string, payload: unknown): boolean {
  const reference = document.components.messages[name]?.payload.$ref
  if (reference === undefined) throw new RangeError(`no message ${name}`)
  const check = ajv.getSchema(`contract${reference}`)
  if (!check) throw new RangeError(`no schema ${reference}`)
  return check(payload) === true
}

/** Which messages of a topic a payload is; none for a topic that the document does not know. */
export function messagesIn(topic: string, payload: unknown): string[] {
  const channel = document.channels[parseTopic(topic)?.name ?? '']
  return Object.keys(channel?.messages ?? {}).filter((name) => isMessage(name, payload))
}
