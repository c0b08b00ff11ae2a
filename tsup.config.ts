import { defineConfig } from 'tsup'

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
    clean: true,
    splitting: true,
    sourcemap: true,
    loader: { '.html': 'text', '.css': 'text' },
  },
])
