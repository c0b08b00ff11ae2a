import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{agent,src,test}/**/*.test.ts'],
    // Native addons crash thread pools; a process per file also keeps a test's children its own.
    pool: 'forks',
    maxWorkers: 2,
    // Debian keeps mosquitto where ordinary users do not look.
    env: { PATH: `${process.env.PATH}:/usr/sbin` },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
