import type { Check } from '../sight.ts'
import { agentCheck } from './agent.ts'
import { brokerCheck } from './broker.ts'
import { browserCheck } from './browser.ts'
import { cardCheck } from './card.ts'
import { centreCheck } from './centre.ts'
import { certificateCheck } from './certificate.ts'
import { clockCheck } from './clock.ts'
import { deviceCheck } from './device.ts'
import { diskCheck } from './disk.ts'
import { folderCheck } from './folder.ts'
import { journalCheck } from './journal.ts'
import { modulesCheck } from './modules.ts'
import { nameCheck } from './name.ts'
import { pageCheck } from './page.ts'
import { sessionCheck } from './session.ts'
import { wayCheck } from './way.ts'

export { programCheck } from './program.ts'

/** All checks of a desk whose configuration can be read, in the order in which one thing needs the other. */
export const checks: readonly Check[] = [
  modulesCheck,
  folderCheck,
  journalCheck,
  diskCheck,
  agentCheck,
  certificateCheck,
  nameCheck,
  wayCheck,
  brokerCheck,
  centreCheck,
  clockCheck,
  pageCheck,
  browserCheck,
  sessionCheck,
  deviceCheck,
  cardCheck,
]
