import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { libraryFolder } from '../../agent/folders.ts'
import { command, udevRules } from './udev-rules.ts'

const file = join(import.meta.dirname, '95-deskbridge.rules')
const written = readFileSync(file, 'utf8')
const rules = written.split('\n').filter((line) => line !== '' && !line.startsWith('#'))

describe('the udev rules', () => {
  it('are those of the device library', () => {
    expect(written, `out of date: run \`${command}\` and commit`).toBe(udevRules(libraryFolder))
  })

  it('give the reports of a known HID device to the service alone', () => {
    expect(rules).toContain(
      'SUBSYSTEM=="hidraw", ATTRS{idVendor}=="054c", ATTRS{idProduct}=="0002", GROUP="deskbridge", MODE="0660"',
    )
  })

  it('open no device to everybody, and none without its maker', () => {
    const opening = rules.filter((line) => line.includes('MODE') && !line.startsWith('SUBSYSTEM=="tpmrm"'))
    expect(opening.length).toBeGreaterThan(50)
    for (const line of opening) {
      expect(line).toMatch(/GROUP="deskbridge", MODE="0660"$/)
      expect(line).toMatch(/ATTRS\{idVendor\}=="[0-9a-f]{4}"/)
    }
  })

  it('give the chip to the service where nobody else has given it away', () => {
    const [chip, ...more] = rules.filter((line) => line.includes('tpm'))
    expect(more).toEqual([])
    expect(chip).toMatch(/^SUBSYSTEM=="tpmrm", TEST!="\S*tpm-udev.rules", GROUP="deskbridge", MODE="0660"$/)
  })

  it('keep a program that looks for modems from asking a known device', () => {
    const [ch340] = rules.filter((line) => line.includes('"1a86"') && line.includes('7523'))
    expect(ch340).toContain('ENV{ID_MM_DEVICE_IGNORE}="1"')
  })

  it('are understood by udev', () => {
    const verify = ['verify', '--resolve-names=never', '--no-summary', file]
    expect(hasVerify() ? execFileSync('udevadm', verify, { encoding: 'utf8' }) : '').toBe('')
  })
})

/** Older versions of udev check no rules. */
function hasVerify(): boolean {
  try {
    return execFileSync('udevadm', ['--help'], { encoding: 'utf8' }).includes('verify')
  } catch {
    return false
  }
}
