import { spawnSync } from 'node:child_process'

/** A sealed key is some kilobytes. */
const mostBytes = 64 * 1024
const patience = 30_000

/** Runs a program of the system that reads `input` and answers on its output; no shell, and nothing secret in its arguments. */
export function pipeThrough(command: string, args: readonly string[], input: Uint8Array): Buffer {
  const options = { input, timeout: patience, maxBuffer: mostBytes, windowsHide: true }
  const { error, status, stdout, stderr } = spawnSync(command, args, options)
  if (error) throw error
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr.toString('utf8').trim().slice(-500)}`)
  return stdout
}
