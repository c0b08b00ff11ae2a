import { windowPath } from '../access/windows.ts'
import type { Page } from '../pages.ts'
import { windowScript } from './script.ts'

const markup = `<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>deskbridge – mã ghép nối</title>
<link rel="stylesheet" href="/window.css">
<main aria-live="polite">
  <h1 id="title">Đang mở…</h1>
  <p id="origin"></p>
  <p id="code"></p>
  <p id="vi"></p>
  <p id="en" lang="en"></p>
  <button id="agree" type="button" hidden>Đồng ý <span lang="en">· Agree</span></button>
  <button id="refuse" type="button" hidden>Không phải tôi <span lang="en">· This was not me</span></button>
</main>
<script type="module" src="/window.js"></script>
</html>
`

const style = `:root { color-scheme: light; font: 1.125rem/1.6 "Noto Sans", "Segoe UI", system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eef2f6; color: #12202e }
main { max-width: 34rem; margin: 1.5rem; padding: 2rem 2.5rem; background: #fff; border: 1px solid #9fb0c0;
  border-radius: .75rem }
h1 { margin: 0 0 1rem; font-size: 1.5rem }
#origin { margin: 0; padding: .5rem .75rem; background: #eef2f6; font-weight: 600; overflow-wrap: anywhere }
#origin:empty, #code:empty { display: none }
#code { margin: 1.25rem 0; font: 700 3rem/1 ui-monospace, "Consolas", monospace; letter-spacing: .12em }
#en { color: #46586a }
#refuse, #agree { margin: 1.25rem .5rem 0 0; min-height: 3rem; padding: 0 1.5rem; border: 2px solid #9c1c14; border-radius: .5rem;
  background: #fff; color: #9c1c14; font: inherit; font-weight: 600; cursor: pointer }
#agree { border-color: #14603a; background: #14603a; color: #fff }
#refuse[hidden], #agree[hidden] { display: none }
#refuse:focus-visible, #agree:focus-visible { outline: 3px solid #b85c00; outline-offset: 2px }
`

/** The pages of the desk's windows. They hold nothing: what a window shows, its token buys. */
export const windowPages: ReadonlyMap<string, Page> = new Map([
  [windowPath, { type: 'text/html; charset=utf-8', body: markup }],
  ['/window.css', { type: 'text/css; charset=utf-8', body: style }],
  ['/window.js', { type: 'text/javascript; charset=utf-8', body: windowScript }],
])
