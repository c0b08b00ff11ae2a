import { dirname, join, resolve } from 'node:path'

/** Where the packages have the configuration and the data of a desk on Linux. */
const [packaged, packagedData] = ['/etc/deskbridge', '/var/lib/deskbridge']

/**
 * Where a desk that nobody has configured keeps its data: of an installed one where its package has them, else in a folder
 * `data` beside the configuration.
 */
export function firstDataFolder(file: string, environment: NodeJS.ProcessEnv = process.env): string {
  const { STATE_DIRECTORY, ProgramData } = environment
  // systemd names the folder that it has made for the service.
  if (STATE_DIRECTORY) return STATE_DIRECTORY
  const folder = dirname(resolve(file))
  if (folder === packaged) return packagedData
  if (ProgramData && folder === join(ProgramData, 'deskbridge')) return folder
  return join(folder, 'data')
}
