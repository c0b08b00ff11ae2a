import type { Platform } from './platform.ts'

/** What Node loads; all else in a package is for people and compilers. */
const loadable = /\.(js|cjs|mjs|json|node|wasm)$/
/** Folders at the top of a package that nothing loads. */
const aside: ReadonlySet<string> = new Set([
  'benchmark',
  'benchmarks',
  'deps',
  'doc',
  'docs',
  'example',
  'examples',
  'test',
  'tests',
  'types',
])
const licence = /^(licen[cs]e|copying|notice)([.-][\w.-]+)?$/i

/**
 * Whether a program on this platform can load a file of a package; the path is seen from the package's folder, with
 * slashes. Native parts are those of the platform, and on Linux those that were compiled here.
 */
export function isNeeded(path: string, platform: Platform): boolean {
  const parts = path.split('/')
  const [top = ''] = parts
  if (parts.some((part) => part.startsWith('.') || part === 'node_modules')) return false
  if (!loadable.test(path) || (parts.length > 1 && aside.has(top))) return false
  if (top === 'build' && parts[1] === 'Release') return platform === 'linux-x64' && isOwnResult(parts)
  return top !== 'prebuilds' || isPrebuiltFor(parts, platform)
}

/** Whether a file is a program for a command line: packages bring some, and nothing loads them. */
export function isCommand(content: Uint8Array): boolean {
  return content[0] === 0x23 && content[1] === 0x21
}

/** Whether a file tells under which terms a package may be passed on. */
export function isLicence(path: string): boolean {
  return licence.test(path)
}

/** `build/Release/x.node`, and not what the compiler put beside it. */
function isOwnResult(parts: readonly string[]): boolean {
  return parts.length === 3 && path(parts).endsWith('.node')
}

/** `prebuilds/linux-x64/…` and `prebuilds/HID_hidraw-linux-x64/…`, but not what is for another C library. */
function isPrebuiltFor(parts: readonly string[], platform: Platform): boolean {
  const [, folder = ''] = parts
  return (folder === platform || folder.endsWith(`-${platform}`)) && !/musl/.test(path(parts))
}

function path(parts: readonly string[]): string {
  return parts.join('/')
}
