/** What a page of somebody else's tries in the browser of a counter PC. */
export interface BrowserAttack {
  readonly name: string
  /**
   * Its script, with `desk` the address of the desk and `evil` its own. It gives what it could learn of the desk; an
   * empty answer or an exception is nothing. `heard(element)` is "loaded" or nothing, `soon(…)` waits at most 3 s.
   */
  readonly script: string
}

const json = `{ 'content-type': 'application/json' }`
const body = `JSON.stringify({ key: 'next' })`
const press = `desk + 'v1/press'`

/** What a script may call. */
export const attackTools = `
const soon = (promise) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 3000, ''))])
const put = (element) => { document.body.append(element); return element }
const make = (name, attributes) => Object.assign(document.createElement(name), attributes)
const heard = (element) => soon(new Promise((resolve) => {
  element.onload = element.onloadeddata = () => resolve('loaded')
  element.onerror = () => resolve('')
  put(element)
}))
const text = async (answer) => (await answer).text()
const socket = (...args) => soon(new Promise((resolve) => {
  const socket = new WebSocket(...args)
  socket.onmessage = ({ data }) => resolve(String(data))
  socket.onopen = () => resolve('open')
  socket.onerror = () => resolve('')
}))
const form = (attributes, fields) => soon(new Promise((resolve) => {
  const frame = put(make('iframe', { name: 'f' + Math.random() }))
  const form = put(make('form', { ...attributes, target: frame.name }))
  for (const [name, value] of Object.entries(fields)) form.append(make('input', { name, value }))
  frame.onload = () => { try { resolve(frame.contentDocument?.body.textContent ?? '') } catch { resolve('') } }
  form.submit()
}))
const framed = (attributes) => soon(new Promise((resolve) => {
  const frame = make('iframe', attributes)
  onmessage = ({ data }) => resolve(String(data))
  frame.onload = () => setTimeout(() => {
    try { resolve(frame.contentDocument?.body.textContent ?? '') } catch { resolve('') }
  }, 500)
  put(frame)
}))
const worker = (code) => soon(new Promise((resolve) => {
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })))
  worker.onmessage = ({ data }) => resolve(String(data))
  worker.onerror = () => resolve('')
}))
`

const inFrame = (attributes: string, code: string) => {
  const inner = `<script>const desk = '\${desk}'; (async () => { let read = ''; try { read = await (${code}) } catch {} parent.postMessage(read ?? '', '*') })()</script>`
  return `framed({ ${attributes}: \`${inner.replaceAll('</script>', '<\\/script>')}\`, sandbox: 'allow-scripts' })`
}
const inWorker = (code: string) =>
  `worker(\`const desk = '\${desk}'; (async () => { let read = ''; try { read = await (${code}) } catch {} postMessage(read ?? '') })()\`)`

const fetches: readonly BrowserAttack[] = [
  ['fetch with JSON', `text(fetch(${press}, { method: 'POST', headers: ${json}, body: ${body} }))`],
  [
    'fetch with cookies',
    `text(fetch(${press}, { method: 'POST', credentials: 'include', headers: ${json}, body: ${body} }))`,
  ],
  ['fetch of text without asking', `text(fetch(${press}, { method: 'POST', mode: 'no-cors', body: ${body} }))`],
  [
    'fetch of a form without asking',
    `text(fetch(${press}, { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ key: 'next' }) }))`,
  ],
  [
    'fetch of parts without asking',
    `text(fetch(${press}, { method: 'POST', mode: 'no-cors', body: Object.entries({ key: 'next' }).reduce((f, [k, v]) => (f.append(k, v), f), new FormData()) }))`,
  ],
  [
    'fetch of a JSON blob without asking',
    `text(fetch(${press}, { method: 'POST', mode: 'no-cors', body: new Blob([${body}], { type: 'application/json' }) }))`,
  ],
  [
    'fetch that outlives the page',
    `text(fetch(${press}, { method: 'POST', keepalive: true, mode: 'no-cors', body: ${body} }))`,
  ],
  [
    'fetch without a referrer',
    `text(fetch(${press}, { method: 'POST', referrerPolicy: 'no-referrer', mode: 'no-cors', body: ${body} }))`,
  ],
  ['fetch by GET', `text(fetch(${press} + '?key=next'))`],
  ['fetch by GET without asking', `text(fetch(${press} + '?key=next', { mode: 'no-cors' }))`],
  ['fetch by PUT', `text(fetch(${press}, { method: 'PUT', headers: ${json}, body: ${body} }))`],
  ['fetch by DELETE', `text(fetch(${press}, { method: 'DELETE' }))`],
  ['fetch by OPTIONS', `text(fetch(${press}, { method: 'OPTIONS' }))`],
  [
    'fetch with a guessed session',
    `text(fetch(${press}, { method: 'POST', headers: { ...${json}, authorization: 'Bearer ' + 'A'.repeat(43) }, body: ${body} }))`,
  ],
  [
    'fetch with another override',
    `text(fetch(${press}, { method: 'POST', headers: { 'content-type': 'text/plain', 'x-http-method-override': 'POST' }, body: ${body} }))`,
  ],
  ['fetch of the page', `text(fetch(desk))`],
  ['fetch of the page without asking', `text(fetch(desk, { mode: 'no-cors' }))`],
  ['fetch of the window', `text(fetch(desk + 'window'))`],
  ['fetch of a pairing', `text(fetch(desk + 'v1/pair', { method: 'POST', headers: ${json}, body: '{}' }))`],
  [
    'fetch of a code',
    `text(fetch(desk + 'v1/pair-confirm', { method: 'POST', headers: ${json}, body: '{"code":"00000000"}' }))`,
  ],
  [
    'fetch of a proof',
    `text(fetch(desk + 'v1/prove', { method: 'POST', headers: ${json}, body: JSON.stringify({ nonce: 'A'.repeat(43) }) }))`,
  ],
  ['fetch by way of a redirect', `text(fetch(evil + 'redirect', { method: 'POST', mode: 'no-cors', body: ${body} }))`],
  [
    'fetch of JSON by way of a redirect',
    `text(fetch(evil + 'redirect', { method: 'POST', headers: ${json}, body: ${body} }))`,
  ],
].map(([name = '', script = '']) => ({ name, script }))

const elements: readonly BrowserAttack[] = [
  ['image of the page', `heard(make('img', { src: desk }))`],
  ['image that acts', `heard(make('img', { src: ${press} + '?key=next' }))`],
  ['script of the page', `heard(make('script', { src: desk }))`],
  ['script of ours', `heard(make('script', { src: desk + 'window.js', type: 'text/javascript' }))`],
  ['module of ours', `heard(make('script', { src: desk + 'window.js', type: 'module' }))`],
  ['style of ours', `heard(make('link', { rel: 'stylesheet', href: desk + 'window.css' }))`],
  ['prefetch of the window', `heard(make('link', { rel: 'prefetch', href: desk + 'window' }))`],
  ['preload of our script', `heard(make('link', { rel: 'preload', as: 'script', href: desk + 'window.js' }))`],
  ['video of the page', `heard(make('video', { src: desk }))`],
  ['frame of the page', `framed({ src: desk })`],
  ['frame of the window', `framed({ src: desk + 'window#' + 'A'.repeat(43) })`],
  [
    'object of the page',
    `soon(new Promise((resolve) => { const o = make('object', { data: desk }); o.onload = () => resolve(o.contentDocument?.body.textContent ?? ''); o.onerror = () => resolve(''); put(o) }))`,
  ],
  ['font of the page', `new FontFace('desk', 'url(' + desk + ')').load().then(() => 'loaded')`],
  [
    'form of text that looks like JSON',
    `form({ method: 'post', enctype: 'text/plain', action: ${press} }, { '{"key":"next","x":"': '"}' })`,
  ],
  ['form', `form({ method: 'post', action: ${press} }, { key: 'next' })`],
  ['form of parts', `form({ method: 'post', enctype: 'multipart/form-data', action: ${press} }, { key: 'next' })`],
  ['form by GET', `form({ method: 'get', action: ${press} }, { key: 'next' })`],
  [
    'window that is opened',
    `soon(new Promise((resolve) => { const w = open(desk); setTimeout(() => { try { resolve(w?.document.body.textContent ?? '') } catch { resolve('') } }, 700) }))`,
  ],
].map(([name = '', script = '']) => ({ name, script }))

const fetchJson = `fetch(desk + 'v1/press', { method: 'POST', headers: ${json}, body: '{"key":"next"}' }).then((a) => a.text())`
const fetchText = `fetch(desk + 'v1/press', { method: 'POST', mode: 'no-cors', body: '{"key":"next"}' }).then((a) => a.text())`
const innerSocket = `new Promise((r) => { const s = new WebSocket(desk.replace('http', 'ws') + 'v1'); s.onopen = () => r('open'); s.onerror = () => r('') })`

const channels: readonly BrowserAttack[] = [
  ['socket', `socket(desk.replace('http', 'ws') + 'v1')`],
  ['socket that resumes', `socket(desk.replace('http', 'ws') + 'v1?life=a&after=0')`],
  [
    'socket with a guessed session',
    `socket(desk.replace('http', 'ws') + 'v1', ['deskbridge-v1', 'session.' + 'A'.repeat(43)])`,
  ],
  ['socket to an action', `socket(desk.replace('http', 'ws') + 'v1/press')`],
  [
    'stream of events',
    `soon(new Promise((resolve) => { const s = new EventSource(desk + 'v1'); s.onopen = () => resolve('open'); s.onerror = () => { s.close(); resolve('') } }))`,
  ],
  ['beacon of text', `(navigator.sendBeacon(${press}, ${body}), '')`],
  ['beacon of a JSON blob', `(navigator.sendBeacon(${press}, new Blob([${body}], { type: 'application/json' })), '')`],
  ['beacon of a form', `(navigator.sendBeacon(${press}, new URLSearchParams({ key: 'next' })), '')`],
  [
    'old request',
    `soon(new Promise((resolve) => { const x = new XMLHttpRequest(); x.open('POST', ${press}); x.setRequestHeader('content-type', 'application/json'); x.onload = () => resolve(x.responseText); x.onerror = () => resolve(''); x.send(${body}) }))`,
  ],
  [
    'old request that blocks',
    `(() => { const x = new XMLHttpRequest(); x.open('GET', desk, false); x.send(); return x.responseText })()`,
  ],
  ['module that is imported', `import(desk + 'window.js').then(() => 'loaded')`],
  [
    'worker of our script',
    `soon(new Promise((resolve) => { const w = new Worker(desk + 'window.js'); w.onmessage = () => resolve('ran'); w.onerror = () => resolve('') }))`,
  ],
  ['worker that imports our script', inWorker(`(importScripts(desk + 'window.js'), 'loaded')`)],
  ['worker that fetches', inWorker(fetchJson)],
  ['worker that fetches without asking', inWorker(fetchText)],
  ['worker with a socket', inWorker(innerSocket)],
  ['service worker of our script', `navigator.serviceWorker.register(desk + 'window.js').then(() => 'registered')`],
  ['sandboxed frame that fetches', inFrame('srcdoc', fetchJson)],
  ['sandboxed frame that fetches without asking', inFrame('srcdoc', fetchText)],
  ['sandboxed frame with a socket', inFrame('srcdoc', innerSocket)],
].map(([name = '', script = '']) => ({ name, script }))

/** Everything that a page of another origin tries. */
export const browserAttacks: readonly BrowserAttack[] = [...fetches, ...elements, ...channels]
