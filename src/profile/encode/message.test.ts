import { describe, expect, it } from 'vitest'
import { compile } from '../index.ts'

const profileOf = (text: string) =>
  compile(`
profile: test.service
format: 1
class: id-reader
text: {charset: utf-8}
link: {ws: {url: "ws://127.0.0.1:8000", frames: json, max: 4096}}
match: [{bound: ws}]
decode: []
commands:
  say:
    params: {words: {text: {maxCells: 40, overflow: cut}}, count: {int: [0, 9]}}
    defaults: {count: 3}
    let: {twice: "count * 2"}
    write: [{text: '${text}'}]
`)

const sent = (text: string, words: string) => {
  const { writes } = profileOf(text).start(0).command('say', { words }, 0)
  return writes.map(({ bytes, isMessage }) => ({ text: Buffer.from(bytes).toString('utf8'), isMessage }))
}

describe('a message with values in it', () => {
  const template = '{"say":"{{words}}","times":"{{twice}}"}'

  it('holds arguments and what is computed of them', () => {
    const text = '{"say":"Mời số A012","times":"6"}'
    expect(sent(template, 'Mời số A012')).toEqual([{ text, isMessage: true }])
  })

  it.each(['","admin":"1', '\\', 'a\nb', '{{twice}}', '$&'])('stays one text whatever is said: %j', (words) => {
    const [one] = sent(template, words)
    expect(JSON.parse(one?.text ?? '')).toEqual({ say: words, times: '6' })
  })

  it('is sent as it stands without them', () => {
    expect(sent('{"cost":"$5 {n}"}', '')).toMatchObject([{ text: '{"cost":"$5 {n}"}' }])
  })

  it('names only what there is', () => {
    expect(() => profileOf('{"say":"{{word}}"}')).toThrow('word')
  })
})
