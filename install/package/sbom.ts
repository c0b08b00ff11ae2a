import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { buildTime } from './build-time.ts'
import { licensesOf } from './licences.ts'
import { modulesFor } from './modules.ts'
import type { Payload } from './payload.ts'
import { projectFolder } from './platform.ts'

/** The part of a CycloneDX document that we touch. */
export interface Bom {
  readonly serialNumber: string
  readonly metadata: { readonly timestamp: string; readonly component: Component }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}

interface Component {
  readonly 'bom-ref': string
  readonly name: string
  readonly version: string
  readonly licenses?: readonly unknown[]
  readonly properties?: readonly unknown[]
}

/** What is in a package, as CycloneDX: npm's own list, less what is not shipped; the same for each build of a commit. */
export function sbomOf(payload: Payload): string {
  // Not --omit=dev: npm then leaves out what a tool of developers needs as well. We know what is shipped.
  const asked = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only']
  const said = execFileSync('npm', asked, {
    cwd: projectFolder,
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const all = JSON.parse(said.toString('utf8')) as Bom
  return `${JSON.stringify(settled(shipped(all, payload), payload), null, 2)}\n`
}

/** Only what the payload holds, each with its terms: npm leaves them out where the lock file does not name them. */
export function shipped(bom: Bom, { packages, platform }: Pick<Payload, 'packages' | 'platform'>): Bom {
  const held = new Map(packages.map((one) => [`${one.name} ${one.version}`, one]))
  const keyOf = ({ name, version }: Component) => `${name} ${version}`
  const kept = bom.components.filter((component) => held.has(keyOf(component)))
  const missing = [...held.keys()].filter((key) => !kept.some((component) => keyOf(component) === key))
  if (missing.length > 0) throw new Error(`npm's list lacks what is shipped: ${missing.join(', ')}`)
  const refs = new Set([bom.metadata.component['bom-ref'], ...kept.map((component) => component['bom-ref'])])
  const unnamed = packages.filter(({ licence }) => licence === undefined)
  const terms = new Map(
    licensesOf(modulesFor(platform), unnamed).map((one) => [`${one.name} ${one.version}`, one.licence]),
  )
  return {
    ...bom,
    components: kept.map((component) => withTerms(component, terms.get(keyOf(component)))),
    dependencies: bom.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) })),
  }
}

function withTerms(component: Component, licence: string | undefined): Component {
  // Where npm had it on this machine is nobody's business.
  const { properties: _paths, ...rest } = component
  return licence === undefined ? rest : { ...rest, licenses: [{ license: { id: licence } }] }
}

/** npm puts the time and a random number in; ours are those of the commit and of the content. */
function settled(bom: Bom, { version }: Payload): Bom {
  // npm calls it by the name of its folder.
  const own = { ...bom.metadata.component, name: 'deskbridge', version }
  const metadata = { ...bom.metadata, timestamp: new Date(buildTime() * 1000).toISOString(), component: own }
  const digest = createHash('sha256')
    .update(JSON.stringify([metadata, bom.components, bom.dependencies]))
    .digest('hex')
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `a${digest.slice(17, 20)}`]
  return { ...bom, serialNumber: `urn:uuid:${parts.join('-')}-${digest.slice(20, 32)}`, metadata }
}
