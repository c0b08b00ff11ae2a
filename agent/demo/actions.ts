import { Type } from 'typebox'
import { callActions } from '../../src/contract/index.ts'
import { type Actions, action } from '../../src/desk/index.ts'
import { controlClient } from '../control/client.ts'
import { learnActions } from '../learn/learn-actions.ts'
import { demoNames, deskFolder } from './config-file.ts'
import type { World } from './world.ts'

const closed = { additionalProperties: false } as const

/**
 * What the demo's page may do: press the keys of the virtual devices, pull or plug the cable, kill the agent, take a
 * real device into use, and have one learnt.
 */
export function demoActions(world: World, changed: () => void): Actions {
  return {
    press: action(Type.Object({ key: Type.Enum([...callActions]) }, closed), ({ key }) => {
      world.panel.press(key)
      return {}
    }),
    rate: action(Type.Object({ level: Type.Integer({ minimum: 1, maximum: 5 }) }, closed), ({ level }) => {
      world.pad.press(level)
      return {}
    }),
    cable: action(Type.Object({ to: Type.Enum(['in', 'out']) }, closed), async ({ to }) => {
      const { cable } = world
      await (to === 'in' ? cable.plug() : cable.pull())
      changed()
      return {}
    }),
    adopt: action(Type.Object({ path: Type.String({ maxLength: 4096 }) }, closed), async ({ path }) => {
      const { name } = await controlClient(deskFolder(world.dataFolder)).adopt({ path, counter: demoNames.counter })
      changed()
      return { name }
    }),
    ...learnActions(controlClient(deskFolder(world.dataFolder)).learn, changed),
    kill: action(Type.Object({}, closed), () => {
      world.agent.kill()
      return {}
    }),
  }
}
