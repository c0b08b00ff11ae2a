/** Names under which nobody may reach a desk; PORT is its port. */
export const hostForms: readonly string[] = [
  'evil.test:PORT',
  'evil.test',
  '127.0.0.1',
  '127.0.0.1:1',
  'localhost',
  'localhost.:PORT',
  'LOCALHOST:PORT',
  '127.0.0.1.:PORT',
  '127.1:PORT',
  '127.0.0.2:PORT',
  '2130706433:PORT',
  '0x7f.0.0.1:PORT',
  '017700000001:PORT',
  '0.0.0.0:PORT',
  '0:PORT',
  '[::]:PORT',
  '[::ffff:127.0.0.1]:PORT',
  '[0:0:0:0:0:0:0:1]:PORT',
  '[::1%25lo]:PORT',
  '127.0.0.1:PORT@evil.test',
  'evil@127.0.0.1:PORT',
  '127.0.0.1:PORT.evil.test',
  'localhost:PORT.evil.test',
  'evil.test#127.0.0.1:PORT',
  '127.0.0.1:PORT, evil.test',
  '127.0.0.1:PORT evil.test',
  '127.0.0.1:0PORT',
  '127.0.0.1:PORT/',
  'http://127.0.0.1:PORT',
  '１２７.0.0.1:PORT',
]

const ours = 'Origin: http://127.0.0.1:PORT\r\nContent-Type: application/json\r\n'
const act = '{"key":"next"}'

/** Requests that two readers could understand in two ways. */
export const smuggled: readonly (readonly [string, string])[] = [
  ['a second host', `GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil.test\r\n\r\n`],
  ['a second host that is ours', `GET / HTTP/1.1\r\nHost: evil.test\r\nHost: 127.0.0.1:PORT\r\n\r\n`],
  ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ['no host in old HTTP', 'GET / HTTP/1.0\r\n\r\n'],
  ['a whole address', 'GET http://evil.test/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n'],
  ['a whole address of ours', 'GET http://127.0.0.1:PORT/ HTTP/1.1\r\nHost: evil.test\r\n\r\n'],
  ['an address without a scheme', 'GET //evil.test/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n'],
  ['a forwarded host', 'GET / HTTP/1.1\r\nHost: evil.test\r\nX-Forwarded-Host: 127.0.0.1:PORT\r\n\r\n'],
  ['a tunnel', 'CONNECT 127.0.0.1:PORT HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n'],
  ['a trace', `TRACE / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n${ours}\r\n`],
  ['a host on two lines', 'GET / HTTP/1.1\r\nHost: evil.test\r\n 127.0.0.1:PORT\r\n\r\n'],
  ['a name of a header with a space', 'GET / HTTP/1.1\r\nHost : 127.0.0.1:PORT\r\n\r\n'],
  [
    'two origins',
    `POST /v1/press HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nOrigin: https://evil.test\r\n${ours}Content-Length: 14\r\n\r\n${act}`,
  ],
  [
    'a length and chunks',
    `POST /v1/press HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n${ours}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\ne\r\n${act}\r\n0\r\n\r\n`,
  ],
  [
    'two lengths',
    `POST /v1/press HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n${ours}Content-Length: 14\r\nContent-Length: 2\r\n\r\n${act}`,
  ],
  [
    'a length that is no number',
    `POST /v1/press HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n${ours}Content-Length: +14\r\n\r\n${act}`,
  ],
  [
    'chunks that are none',
    `POST /v1/press HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n${ours}Transfer-Encoding: xchunked\r\n\r\ne\r\n${act}\r\n0\r\n\r\n`,
  ],
  ['lines without returns', `GET / HTTP/1.1\nHost: 127.0.0.1:PORT\n\n`],
  ['a header of 20 kB', `GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
  ['an address of 20 kB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n`],
  ['bytes that are no HTTP', '\u0000\u0001\u0002\r\n\r\n'],
  ['a step out of the folder', 'GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n'],
]

const deep = 20_000

/** Bodies that no action takes; each is small enough to be read. */
export const hostileBodies: readonly (readonly [string, string | Uint8Array])[] = [
  ['nothing', ''],
  ['null', 'null'],
  ['a list', '[]'],
  ['deep lists', '['.repeat(deep) + ']'.repeat(deep)],
  ['deep lists without an end', '['.repeat(60_000)],
  ['deep objects', `${'{"key":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
  ['a prototype', '{"key":"next","__proto__":{"polluted":true}}'],
  ['a prototype alone', '{"__proto__":{"key":"next"}}'],
  ['a constructor', '{"key":"next","constructor":{"prototype":{"polluted":true}}}'],
  ['many names', `{${Array.from({ length: 6_000 }, (_, nth) => `"k${nth}":1`).join(',')}}`],
  ['a long text', `{"key":"${'x'.repeat(60_000)}"}`],
  ['a huge number', `{"key":${'9'.repeat(60_000)}}`],
  ['an infinite number', '{"key":1e99999}'],
  ['broken UTF-8', Buffer.from('{"key":"\xff\xfe"}', 'latin1')],
  ['half a letter', Buffer.from('{"key":"\xe1\xbb"}', 'latin1')],
  ['a letter too long', Buffer.from('{"key":"\xc0\xaf"}', 'latin1')],
  ['UTF-16', Buffer.from('{"key":"next"}', 'utf16le')],
  ['a comment', '{"key":"next"/**/}'],
  ['a comma too much', '{"key":"next",}'],
  ['two values', '{"key":"next"}{"key":"next"}'],
  ['a zero byte', '{"key":"next"}\u0000'],
  ['a line that ends the text', '{"key":"a\nb"}'],
  ['not a text', '{"key":{"toString":"next"}}'],
  ['true', '{"key":true}'],
]
