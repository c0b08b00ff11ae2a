import { byId, setText } from '../../page/dom.ts'
import { say } from '../../page/words.ts'
import { answered, type Post } from './ask.ts'
import { toast } from './toast.ts'

interface Bundle {
  readonly name: string
  readonly zip: string
}

/** The button that makes a support bundle and saves it where the browser saves files. */
export function laySupport(post: Post): void {
  const button = byId('support-make')
  button.addEventListener('click', async () => {
    if (button.ariaBusy === 'true') return
    button.ariaBusy = 'true'
    setText(button, say('page.support.busy'))
    const came = await answered(post, 'support-bundle', {})
    button.ariaBusy = null
    setText(button, say('page.support.make'))
    if (came.kind === 'refused') toast('error', came.why)
    else save(came.answer as Bundle)
  })
}

function save({ name, zip }: Bundle): void {
  const bytes = Uint8Array.from(atob(zip), (letter) => letter.charCodeAt(0))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/zip' }))
  link.download = name
  link.click()
  // The browser reads it a moment after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
