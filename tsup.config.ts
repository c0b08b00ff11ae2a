import { cpSync } from 'node:fs'
import { defineConfig } from 'tsup'

const page = 'agent/demo/page'

export default defineConfig([
  {
    entry: {
      deskbridge: 'agent/deskbridge.ts',
      'serial-child': 'src/bus/serial/child.ts',
      index: 'agent/index.ts',
      centre: 'src/centre/index.ts',
    },
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Left out of the bundle by itself only when it is a plain dependency; it is an optional one (see src/README.md).
    external: ['sqlite3'],
    sourcemap: true,
  },
  {
    entry: { desk: 'src/desk/client/index.ts', 'demo-page/page': `${page}/page.ts` },
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    splitting: false,
    minify: true,
    sourcemap: true,
    async onSuccess() {
      cpSync(page, 'dist/demo-page', { recursive: true, filter: (file) => !file.endsWith('.ts') })
    },
  },
])
