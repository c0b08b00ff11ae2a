import { execFileSync } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { has } from '../../support/processes.ts'

/** A network of the desk's own, joined to this machine by one cable that can go dead without a word. */
export interface OwnNetwork {
  /** The address at which the desk finds this machine. */
  readonly host: string
  /** Wraps a command so that it runs inside. */
  wrap(command: readonly string[]): readonly string[]
  /** Every packet is dropped, both ways: nothing is refused, nothing is closed, nothing is answered. */
  cut(): void
  mend(): void
}

/** Whether this user may make networks. Others get the same fault from a cable that swallows every packet. */
export function canMakeNetworks(): boolean {
  if (process.getuid?.() !== 0 || !has('ip') || !has('iptables')) return false
  const probe = `deskbridge-probe-${process.pid}`
  try {
    ip('netns', 'add', probe)
    ip('netns', 'del', probe)
    return true
  } catch {
    return false
  }
}

/** Makes a network namespace and a pair of virtual cards; both are gone when the test has finished. */
export function makeOwnNetwork(): OwnNetwork {
  const name = `deskbridge-${process.pid}`
  // A name of a network card has 15 characters at most.
  const [outside, inside] = [`dbo${process.pid}`, `dbi${process.pid}`]
  // A block for tests of networks (RFC 2544), of which each process takes four addresses of its own.
  const block = `198.18.${process.pid % 256}`
  const first = (Math.floor(process.pid / 256) % 63) * 4
  const [host, desk] = [`${block}.${first + 1}`, `${block}.${first + 2}`]
  ip('netns', 'add', name)
  onTestFinished(() => ip('netns', 'del', name))
  ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', inside, 'netns', name)
  ip('addr', 'add', `${host}/30`, 'dev', outside)
  ip('link', 'set', outside, 'up')
  const within = (...command: readonly string[]) => ip('netns', 'exec', name, ...command)
  within('ip', 'addr', 'add', `${desk}/30`, 'dev', inside)
  within('ip', 'link', 'set', inside, 'up')
  within('ip', 'link', 'set', 'lo', 'up')
  const drop = (how: '-A' | '-D') => {
    for (const chain of ['INPUT', 'OUTPUT']) within('iptables', how, chain, '-j', 'DROP')
  }
  return {
    host,
    wrap: (command) => ['ip', 'netns', 'exec', name, ...command],
    cut: () => drop('-A'),
    mend: () => drop('-D'),
  }
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] })
}
