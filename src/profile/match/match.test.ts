import { describe, expect, it } from 'vitest'
import { compile, type Found, findTies, matchDevice } from '../index.ts'

const profileOf = (id: string, match: string, link = 'hid: {}') =>
  compile(`profile: ${id}\nformat: 1\nclass: button\nlink: {${link}}\nmatch: ${match}\ndecode: []\n`)

const usb = { vid: 0x16c0, pid: 0x05df }
const found = (more: Partial<Found['usb']> = {}, hid?: Found['hid']): Found => ({
  wire: 'hid',
  usb: { ...usb, ...more },
  ...(hid ? { hid } : {}),
})
const bestOf = (result: ReturnType<typeof matchDevice>) =>
  result.kind === 'one' ? result.best.profile.id : result.kind

describe('finding the profile of a device', () => {
  const bare = profileOf('a.bare', '[{usb: {vid: 0x16c0, pid: [0x05df]}}]')
  const usage = profileOf('a.usage', '[{usb: {vid: 0x16c0, pid: [0x05df], usagePage: 0xff00, usage: 1}}]')
  const product = profileOf('a.product', '[{usb: {vid: 0x16c0, pid: [0x05df], product: {starts: USBRelay}}}]')
  const exact = profileOf('a.exact', '[{usb: {vid: 0x16c0, pid: [0x05df], interface: 1, product: [USBRelay2, X]}}]')
  const page = profileOf('a.page', '[{hid: {usagePage: 0x8c, usage: 2}}]')
  const maker = profileOf('a.maker', '[{usb: {vid: 0x16c0, usagePage: 0x8c, usage: 2}}]')
  const all = [bare, usage, product, exact, page, maker]
  const vendor = { usagePage: 0xff00, usage: 1 }

  it.each([
    ['a.exact', found({ product: 'USBRelay2', interface: 1 }, vendor)],
    ['a.product', found({ product: 'USBRelay2', interface: 0 }, vendor)],
    ['a.usage', found({}, vendor)],
    ['a.bare', found()],
    ['a.page', { wire: 'hid', usb: { vid: 1, pid: 2 }, hid: { usagePage: 0x8c, usage: 2 } }],
    ['a.maker', { wire: 'hid', usb: { vid: 0x16c0, pid: 2 }, hid: { usagePage: 0x8c, usage: 2 } }],
    ['a.usage', found({}, { usagePage: 0xff00, usage: 1 })],
    ['nobody', { wire: 'hid', usb: { vid: 0x16c0, pid: 2 } }],
    ['nobody', { wire: 'hid', usb: { vid: 1, pid: 2 } }],
    ['nobody', { ...found(), wire: 'serial' }],
  ] as const)('takes the most specific one: %s', (expected, device) => {
    expect(bestOf(matchDevice(all, device))).toBe(expected)
    expect(bestOf(matchDevice([...all].reverse(), device))).toBe(expected)
  })

  it('never guesses between two that fit equally well', () => {
    const twin = profileOf('b.twin', '[{usb: {vid: 0x16c0, pid: [0x05df, 0x05dc]}}]')
    expect(matchDevice([bare, twin], found())).toMatchObject({ kind: 'tie', problem: { code: 'DB-PRO-067' } })
    expect(findTies([bare, twin, product]).map(({ args }) => args.profiles)).toEqual(['a.bare, b.twin'])
  })

  it.each([
    ['[{usb: {vid: 1, pid: [2], product: A}}]', '[{usb: {vid: 1, pid: [2], product: B}}]', 0],
    ['[{usb: {vid: 1, pid: [2], product: A1}}]', '[{usb: {vid: 1, pid: [2], product: {starts: A}}}]', 1],
    ['[{usb: {vid: 1, pid: [2], product: null}}]', '[{usb: {vid: 1, pid: [2], product: A}}]', 0],
    ['[{usb: {vid: 1, pid: [2], release: [1, 5]}}]', '[{usb: {vid: 1, pid: [2], release: [6, 9]}}]', 0],
    ['[{usb: {vid: 1, pid: [2], release: [1, 6]}}]', '[{usb: {vid: 1, pid: [2], release: [6, 9]}}]', 1],
    ['[{usb: {vid: 1, pid: [2], interface: 0}}]', '[{usb: {vid: 1, pid: [2], interface: 1}}]', 0],
    ['[{usb: {vid: 1, pid: [2, 3]}}]', '[{usb: {vid: 1, pid: [4]}}]', 0],
    ['[{usb: {vid: 1, usagePage: 3}}]', '[{usb: {vid: 1, pid: [4], usagePage: 3}}]', 0],
    ['[{usb: {vid: 1, usagePage: 3}}]', '[{usb: {vid: 1, usagePage: 3}}]', 1],
    ['[{hid: {usagePage: 0x8c}}]', '[{hid: {usagePage: 0x8c}}]', 1],
  ])('sees beforehand whether %s and %s can meet', (one, other, ties) => {
    expect(findTies([profileOf('a.one', one), profileOf('a.other', other)])).toHaveLength(ties)
  })

  it('matches strings that are missing', () => {
    const silent = profileOf('a.silent', '[{usb: {vid: 0x16c0, pid: [0x05df], product: null, serial: null}}]')
    expect(bestOf(matchDevice([silent], found()))).toBe('a.silent')
    expect(bestOf(matchDevice([silent], found({ product: '' })))).toBe('a.silent')
    expect(bestOf(matchDevice([silent], found({ product: 'USBRelay2' })))).toBe('nobody')
  })

  it('names the variant of the entry that fits', () => {
    const buzz = profileOf(
      'a.buzz',
      '[{usb: {vid: 1, pid: [2]}, variant: wired}, {usb: {vid: 1, pid: [3]}, variant: air}]',
    )
    expect(matchDevice([buzz], { wire: 'hid', usb: { vid: 1, pid: 3 } })).toMatchObject({ best: { variant: 'air' } })
  })

  it('asks the device, or the installer, where nothing can be seen', () => {
    const rules = 'decode: [{id: alive, when: {at: {0: 0x06}}}]\ncommands: {ask: {write: [{bytes: "05"}]}}\n'
    const source = `profile: a.asked\nformat: 1\nclass: button\nlink: {serial: {baud: 9600}}\nrx: {mode: byte}\n${rules}`
    const asked = compile(`${source}match: [{probe: {send: ask, rule: alive, timeout: 200}}]\n`)
    const bound = profileOf('a.bound', '[{bound: serial}]', 'serial: {baud: 9600}')
    const port: Found = { wire: 'serial', usb: { vid: 0x1a86, pid: 0x7523 } }
    expect(matchDevice([asked, bound], port)).toMatchObject({ kind: 'probe' })
    expect(bestOf(matchDevice([asked, bound], { ...port, answered: new Set(['a.asked']) }))).toBe('a.asked')
    expect(matchDevice([bound], port)).toMatchObject({ kind: 'choose' })
    expect(matchDevice([bound], { wire: 'tcp' })).toMatchObject({ kind: 'choose' })
  })
})
