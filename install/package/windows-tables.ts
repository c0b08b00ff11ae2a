import { execFileSync } from 'node:child_process'
import { fileKey } from './windows-files-wxs.ts'
import { serviceProgram, upgradeCode } from './windows-product-wxs.ts'
import { browserPolicy, browserPolicyCondition, remembered } from './windows-registry-wxs.ts'

// wixl knows no actions that run an installed program, and ignores which properties are secure; so rows are added to its
// tables. The numbers are those of Windows Installer's documentation.

/** Sets a property; runs a program that was installed; while the changes are made, as the system, out of the log. */
const [setProperty, runInstalled, deferred, asSystem, hidden] = [51, 18, 1024, 2048, 8192]
/** Another version counts as older also when it is the same: a package that was stamped anew replaces what is there. */
const [migrateFeatures, includingSame] = [1, 512]

interface Action {
  readonly name: string
  readonly type: number
  readonly source: string
  readonly target: string
  readonly condition: string
  /** Where it stands among the installer's own actions, by their usual numbers. */
  readonly at: number
}

/** What was said at the last installation holds where nothing is said now. Behind AppSearch (50), which finds it. */
const remembering: readonly Action[] = remembered.map(({ property }, index) => ({
  name: `Remember_${property}`,
  type: setProperty,
  source: property,
  target: `[OLD_${property}]`,
  condition: `OLD_${property} AND NOT ${property}`,
  at: 60 + index,
}))

/** What was said on the command line, for the service host to keep until the first start. */
const said = ['CENTRE=[CENTRE]', 'DESK=[DESK]', 'SERVER=[SERVER]', 'CODE=[ENROL_CODE]', 'PROVISION=[PROVISION]']
const prepare = ['prepare', ...[...said, 'PACKAGE=[OriginalDatabase]'].map((part) => `"${part}"`)].join(' ')

const actions: readonly Action[] = [
  ...remembering,
  {
    name: 'RemoveData',
    type: runInstalled + deferred + asSystem,
    source: fileKey(serviceProgram),
    target: 'remove-data',
    // Behind StopServices (1900), before RemoveFiles (3500).
    condition: 'REMOVE~="ALL" AND PURGE="1" AND NOT UPGRADINGPRODUCTCODE',
    at: 3400,
  },
  {
    name: 'PrepareData',
    type: runInstalled + deferred + asSystem + hidden,
    source: fileKey(serviceProgram),
    target: prepare,
    // Behind InstallServices (5800), before StartServices (5900).
    condition: 'NOT REMOVE~="ALL"',
    at: 5850,
  },
]

/** What may be said on the command line of an installation. Others an elevated installation would drop. */
const properties = ['CENTRE', 'DESK', 'SERVER', 'APPLICATION', 'PROVISION', 'ENROL_CODE', 'PURGE']
const found = ['WIX_DOWNGRADE_DETECTED', 'WIX_UPGRADE_DETECTED']

/** Adds to a built installer what its builder cannot say. */
export function addTables(msi: string, version: string): void {
  const rows = actions.flatMap(({ name, type, source, target, condition, at }) => [
    insert('CustomAction', { Action: name, Type: type, Source: source, Target: target }),
    insert('InstallExecuteSequence', { Action: name, Condition: condition, Sequence: at }),
  ])
  change(msi, [
    ...rows,
    `DELETE FROM Property WHERE Property='SecureCustomProperties'`,
    insert('Property', { Property: 'SecureCustomProperties', Value: [...properties, ...found].sort().join(';') }),
    // A code is worth a desk's name for a quarter of an hour, and logs are sent around.
    insert('Property', { Property: 'MsiHiddenProperties', Value: 'ENROL_CODE' }),
    `UPDATE Component SET Condition='${browserPolicyCondition}' WHERE Component='${browserPolicy.attributes.Id}'`,
    // Behind InstallInitialize (1500): if the new version cannot be installed the old one comes back.
    `UPDATE InstallExecuteSequence SET Sequence=1510 WHERE Action='RemoveExistingProducts'`,
    // Windows Installer has called every Windows since 8.1 by that number, 603, and build 9600.
    insert('LaunchCondition', {
      Condition: 'Installed OR VersionNT64 >= 603',
      Description: 'deskbridge needs Windows 10.',
    }),
    // The attributes are a part of the key, so the row is written anew.
    `DELETE FROM Upgrade WHERE ActionProperty='WIX_UPGRADE_DETECTED'`,
    insert('Upgrade', {
      UpgradeCode: `{${upgradeCode}}`,
      VersionMax: version,
      Attributes: migrateFeatures + includingSame,
      ActionProperty: 'WIX_UPGRADE_DETECTED',
    }),
  ])
}

/** Sets what a package is known by among files: its code. Its times are those of the day it was built, see `buildMsi`. */
export function setPackageCode(msi: string, code: string): void {
  run([msi, '-s', 'deskbridge', 'deskbridge', 'x64;1033', `{${code}}`])
}

function change(msi: string, queries: readonly string[]): void {
  for (const query of queries) run([msi, '-q', query])
}

function run(args: readonly string[]): void {
  execFileSync('msibuild', args, { stdio: ['ignore', 'ignore', 'inherit'] })
}

function insert(table: string, row: Readonly<Record<string, string | number>>): string {
  const columns = Object.keys(row).map((name) => `\`${name}\``)
  const values = Object.values(row).map((value) => (typeof value === 'number' ? value : `'${value}'`))
  return `INSERT INTO \`${table}\` (${columns.join(', ')}) VALUES (${values.join(', ')})`
}
