import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test as vitestTest } from 'vitest'
import { syllables } from '../../src/centre/web/page/syllables.ts'
import { hasBrowser, missingBrowser, openBrowser } from '../demo/browser.ts'
import { keptLog } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { has, projectFolder } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { openPage, testStage } from './browser-stage.ts'
import { placeOf } from './hall-plan.ts'

const canRun = hasBrowser() || Boolean(process.env.CI)
if (!canRun) process.stderr.write(`\n${missingBrowser}\n\n`)
const test = vitestTest.runIf(canRun)
const voiceTools = join(projectFolder, 'install/centre/voice')

let browser: Browser

beforeAll(async () => {
  if (canRun) browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
})

/** Silence of so many milliseconds. */
function silentWav(ms = 50): Buffer {
  const samples = ms * 8
  const wav = Buffer.alloc(44 + samples * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + samples * 2, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(8_000, 24)
  wav.writeUInt32LE(16_000, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(samples * 2, 40)
  return wav
}

function recordings(names = Object.keys(syllables)): string {
  const folder = temporaryFolder()
  for (const name of names) writeFileSync(join(folder, `${name}.wav`), silentWav())
  return folder
}

/** Each syllable lasts a time of its own, by which it is known when it is played. */
function knownRecordings(): string {
  const folder = temporaryFolder()
  for (const [index, name] of Object.keys(syllables).entries()) {
    writeFileSync(join(folder, `${name}.wav`), silentWav(firstMs + index))
  }
  return folder
}

const firstMs = 20

/** Notes what Chromium's audio is told to play, and when. */
const listening = `window.played = []
const start = AudioBufferSourceNode.prototype.start
AudioBufferSourceNode.prototype.start = function (at) {
  window.played.push({ ms: Math.round(this.buffer.duration * 1000), at })
  return start.call(this, at)
}`

/** What the desktop of a PC with a Vietnamese voice would do; Chromium without a desktop has no voice. */
const vietnameseSystem = `window.spoken = []
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
const voices = [{ lang: 'en-US' }, { lang: 'vi-VN' }]
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => voices, addEventListener() {}, cancel() {},
  speak(words) { window.spoken.push([words.voice.lang, words.text]); setTimeout(() => words.onend()) },
} })`

describe('a display that speaks', () => {
  test('plays the recordings of a call in the order of its words, each where the one before ends', async () => {
    const stage = await testStage({ counters: 16, voiceFolder: knownRecordings() })
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.addInitScript(listening)
    await page.goto(stage.at('/bang?voice=1'))
    await page.locator('body[data-voice=recorded]').waitFor()
    if (await page.locator('#voice-start').isVisible()) await page.locator('#voice-start').click()
    stage.hall.call(placeOf(15), 'A012')
    type Played = readonly { readonly ms: number; readonly at: number }[]
    const words = ['xin', 'moi', 'so', 'a', '0', '1', '2', 'den', 'quay', 'so', 'muoi', 'lam']
    await page.waitForFunction(`window.played.length === ${words.length}`)
    const played = (await page.evaluate('window.played')) as Played
    await context.close()
    const names = Object.keys(syllables)
    expect(played.map(({ ms }) => names[ms - firstMs])).toEqual(words)
    for (const [index, { at }] of played.slice(1).entries()) {
      const before = played[index]
      expect(at).toBeCloseTo((before?.at ?? 0) + (before?.ms ?? 0) / 1000, 2)
    }
  })

  test('uses a Vietnamese voice of the system where there are no recordings', async () => {
    const stage = await testStage()
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.addInitScript(vietnameseSystem)
    await page.goto(stage.at('/bang?voice=1'))
    await page.locator('body[data-voice=system]').waitFor()
    if (await page.locator('#voice-start').isVisible()) await page.locator('#voice-start').click()
    stage.hall.call(placeOf(5), 'A012')
    await page.waitForFunction('window.spoken.length === 1')
    const spoken = await page.evaluate('window.spoken')
    await context.close()
    expect(spoken).toEqual([['vi-VN', 'xin mời số, a, không, một, hai, đến quầy số năm.']])
  })

  test('says each call with recorded syllables, one after the other, once it was touched', async () => {
    const stage = await testStage({ voiceFolder: recordings() })
    const page = await openPage(browser, stage, '/bang?voice=1')
    await page.locator('body[data-voice=recorded]').waitFor()
    const start = page.locator('#voice-start')
    if (await start.isVisible()) await start.click()
    await start.waitFor({ state: 'hidden' })
    const said: string[] = []
    await page.exposeFunction('noteSaying', (words: string) => said.push(words))
    await page.evaluate(`new MutationObserver(() => {
      const words = document.body.dataset.saying
      if (words) window.noteSaying(words)
    }).observe(document.body, { attributeFilter: ['data-saying'] })`)
    stage.hall.call(placeOf(5), 'A012')
    stage.hall.call(placeOf(6), 'B001')
    await until('both said', () => said.length === 2)
    expect(said).toEqual(['A012 5', 'B001 6'])
  })

  test('is silent with a note where there is no Vietnamese voice', async () => {
    const stage = await testStage()
    const page = await openPage(browser, stage, '/bang?voice=1')
    await page.locator('#voice-silent').waitFor()
  })

  test('does not speak with a hole: one missing recording, and none is used', async () => {
    const log = keptLog()
    const names = Object.keys(syllables).filter((name) => name !== 'lam')
    const stage = await testStage({ voiceFolder: recordings(names), log })
    const page = await openPage(browser, stage, '/bang?voice=1')
    await page.locator('#voice-silent').waitFor()
    expect(log.lines).toContainEqual({
      ...{ level: 'warn', message: 'recorded syllables are missing' },
      fields: { count: 1, reason: 'lam' },
    })
  })

  test('gets recordings of the list only, whatever else lies in the folder', async () => {
    const folder = recordings()
    writeFileSync(join(folder, 'secret.wav'), 'x')
    const { at } = await testStage({ voiceFolder: folder })
    expect((await fetch(at('/voice/xin.wav'))).headers.get('content-type')).toBe('audio/wav')
    expect((await fetch(at('/voice/secret.wav'))).status).toBe(404)
    expect((await fetch(at('/voice/..%2fsecret.wav'))).status).toBe(404)
  })
})

describe('the list of syllables to record', () => {
  vitestTest('is the one that the display says', () => {
    const lines = readFileSync(join(voiceTools, 'syllables.tsv'), 'utf8').trimEnd().split('\n')
    expect(Object.fromEntries(lines.map((line) => line.split('\t')))).toEqual(syllables)
  })

  vitestTest.runIf(has('espeak-ng'))('is made by espeak-ng', () => {
    const folder = temporaryFolder()
    execFileSync(join(voiceTools, 'make-syllables'), [folder], { stdio: 'pipe' })
    const made = readdirSync(folder).map((name) => name.replace('.wav', ''))
    expect(made.sort()).toEqual(Object.keys(syllables).sort())
  })
})
