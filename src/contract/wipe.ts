import type { CommandArgs } from './commands.ts'

/** What the centre signs when a desk is to forget everything. It holds for the certificates that are named, and for no later life of the desk. */
export function wipeWords(
  desk: string,
  { reason, certificates }: Pick<CommandArgs<'desk.wipe'>, 'reason' | 'certificates'>,
): string {
  return ['deskbridge wipe 1', desk, reason, ...certificates].join('\n')
}
