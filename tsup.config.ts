import { cpSync } from 'node:fs'
import { defineConfig } from 'tsup'

/** The pages: where their files are, and where they go. Scripts are bundled; all else is copied, with what is shared. */
const pages = { 'demo-page': 'agent/demo/page', 'desk-page': 'agent/desk/page' }
const centre = 'src/centre/web/page'
const kit = 'src/page-kit'
const centrePages = ['kiosk', 'board', 'pad', 'look', 'office', 'fleet']
const notCode = { recursive: true, filter: (file: string) => !/\.(ts|json)$/.test(file) }

export default defineConfig([
  {
    entry: {
      deskbridge: 'agent/deskbridge.ts',
      launcher: 'agent/launcher/launcher.ts',
      'serial-child': 'src/bus/serial/child.ts',
      'hid-child': 'src/bus/hid/child.ts',
      'card-child': 'src/bus/card/child.ts',
      index: 'agent/index.ts',
      centre: 'src/centre/index.ts',
    },
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // What is bundled, less its white space, starts faster and takes a third less memory than hundreds of module files.
    // Native parts stay packages, and so does mqtt: Node grumbles about its old calls only outside node_modules.
    external: ['sqlite3', 'smartcard'],
    noExternal: ['typebox', 'yaml', 'commander'],
    esbuildOptions(options) {
      options.minifyWhitespace = true
      options.minifySyntax = true
    },
    // What is bundled and written as CommonJS asks for Node's modules with `require`.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    sourcemap: true,
  },
  {
    entry: {
      desk: 'src/desk/client/index.ts',
      'demo-page/page': `${pages['demo-page']}/page.ts`,
      'desk-page/page': `${pages['desk-page']}/page.ts`,
      'desk-page/pad': `${pages['desk-page']}/pad.ts`,
      'desk-page/first-run': `${pages['desk-page']}/first-run.ts`,
      ...Object.fromEntries(centrePages.map((name) => [`centre-pages/${name}`, `${centre}/${name}.ts`])),
    },
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    splitting: false,
    minify: true,
    sourcemap: true,
    async onSuccess() {
      for (const [built, folder] of Object.entries(pages)) {
        for (const from of [kit, 'agent/page', folder]) cpSync(from, `dist/${built}`, notCode)
      }
      for (const from of [kit, centre]) cpSync(from, 'dist/centre-pages', notCode)
    },
  },
])
