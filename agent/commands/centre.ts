import { Command } from 'commander'
import { text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { centreDataCommands } from './centre-data.ts'
import { centreEnrolmentCommands } from './centre-enrolment.ts'
import { centreHallCommands } from './centre-hall.ts'
import { centreProvisionCommand } from './centre-provision.ts'
import { centreReleaseCommand } from './centre-releases.ts'
import { centreSealingCommand } from './centre-sealing.ts'
import { centreServeCommand } from './centre-serve.ts'

const kinds = [
  centreServeCommand,
  centreProvisionCommand,
  centreReleaseCommand,
  centreSealingCommand,
  ...centreDataCommands,
  ...centreHallCommands,
  ...centreEnrolmentCommands,
]

/** `deskbridge centre`: the reference centre, and what looks after its data. */
export function centreCommand(io: CliIo): Command {
  const centre = new Command('centre').description(text('cli.centre', io.language()))
  for (const create of kinds) centre.addCommand(create(io))
  return centre
}
