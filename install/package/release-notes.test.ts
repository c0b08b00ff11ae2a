import { describe, expect, it } from 'vitest'
import { debianVersion } from './deb.ts'
import { releaseNotes } from './release-notes.ts'
import { type Bom, shipped } from './sbom.ts'

const changelog =
  '# Changelog\n\nWords.\n\n## Unreleased\n\n- new\n\n## 1.1.0 – 2026-12-01\n\n- was\n\n## 1.0.0\n\n- first\n'

describe('the notes of a release', () => {
  it('are what the changelog says of its version', () => {
    expect(releaseNotes(changelog, '1.1.0')).toBe('# deskbridge 1.1.0\n\n- was\n')
  })

  it('are what is not released yet, for a version without a heading', () => {
    expect(releaseNotes(changelog, '1.2.0')).toBe('# deskbridge 1.2.0\n\n- new\n')
  })

  it('are missed where there is neither', () => {
    expect(() => releaseNotes('# Changelog\n', '1.0.0')).toThrow('## 1.0.0')
  })
})

describe('the version of a package', () => {
  it('puts a candidate before its release, as Debian compares', () => {
    expect([debianVersion('1.2.0'), debianVersion('1.2.0-rc.1')]).toEqual(['1.2.0-1', '1.2.0~rc.1-1'])
  })
})

describe('the list of what is in a package', () => {
  const component = (name: string) => ({ 'bom-ref': `${name}@1.0.0`, name, version: '1.0.0', properties: ['/home/me'] })
  const bom: Bom = {
    serialNumber: 'urn:uuid:by-chance',
    metadata: { timestamp: 'now', component: component('deskbridge') },
    components: [component('mqtt'), component('prebuild-install')],
    dependencies: [
      { ref: 'deskbridge@1.0.0', dependsOn: ['mqtt@1.0.0', 'prebuild-install@1.0.0'] },
      { ref: 'prebuild-install@1.0.0' },
    ],
  }
  const held = (name: string) => ({
    name,
    version: '1.0.0',
    path: `node_modules/${name}`,
    integrity: 'x',
    licence: 'MIT',
  })

  it('names what is shipped, and no tools that only compiled it', () => {
    const { components, dependencies } = shipped(bom, { packages: [held('mqtt')], platform: 'linux-x64' })
    expect(components).toEqual([{ 'bom-ref': 'mqtt@1.0.0', name: 'mqtt', version: '1.0.0' }])
    expect(dependencies).toEqual([{ ref: 'deskbridge@1.0.0', dependsOn: ['mqtt@1.0.0'] }])
  })

  it('lacks nothing that is shipped', () => {
    const packages = [held('mqtt'), held('ws')]
    expect(() => shipped(bom, { packages, platform: 'linux-x64' })).toThrow('ws 1.0.0')
  })
})
