import { spawn } from 'node:child_process'

/** A sealed key is some kilobytes. */
const mostBytes = 64 * 1024
const patience = 30_000

/** Runs a program of the system that reads `input` and answers on its output; no shell, and nothing secret in its arguments. */
export function pipeThrough(command: string, args: readonly string[], input: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: patience, windowsHide: true })
    const said: Buffer[] = []
    let complaint = ''
    child.stdout.on('data', (bytes: Buffer) => {
      said.push(bytes)
      if (said.reduce((sum, { length }) => sum + length, 0) > mostBytes) child.kill()
    })
    child.stderr.on('data', (bytes: Buffer) => {
      complaint = (complaint + bytes.toString('utf8')).slice(-500)
    })
    child.stdin.on('error', () => undefined)
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(said))
      else reject(new Error(`${command} ended with ${code}: ${complaint.trim()}`))
    })
    child.stdin.end(input)
  })
}
