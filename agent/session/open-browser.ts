import { spawn } from 'node:child_process'

/** Opens an address in the browser that the user likes; rejects where there is none. No shell reads the address. */
export function openBrowser(url: string): Promise<void> {
  const [command, args] =
    process.platform === 'win32' ? ['rundll32', ['url.dll,FileProtocolHandler', url]] : ['xdg-open', [url]]
  return new Promise((resolve, reject) => {
    const child = spawn(command as string, args as string[], { stdio: 'ignore', detached: true })
    child.once('error', reject)
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })
}
