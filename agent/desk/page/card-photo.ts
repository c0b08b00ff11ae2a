import type { CardContentView } from '../../../src/desk/index.ts'
import { byId, setText } from '../../page/dom.ts'
import { say } from '../../page/words.ts'

let drawn = ''

/**
 * Shows the photo of a chip, or takes it away. It is painted and never an address: the page may load images from nowhere,
 * and nothing of it is in a cache.
 */
export async function drawPhoto(photo: CardContentView['photo']): Promise<void> {
  const canvas = byId('citizen-photo') as HTMLCanvasElement
  const now = photo?.bytes ?? ''
  if (now === drawn) return
  drawn = now
  canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height)
  canvas.hidden = true
  setText(byId('citizen-photo-none'), '')
  if (!photo) return
  const image = photo.type === 'image/jpeg' ? await decoded(photo.bytes) : undefined
  // Another card may have come while this one was decoded.
  if (drawn !== now) return
  if (!image) return setText(byId('citizen-photo-none'), say('page.card.photo.none'))
  canvas.width = image.width
  canvas.height = image.height
  canvas.getContext('2d')?.drawImage(image, 0, 0)
  canvas.hidden = false
}

async function decoded(bytes: string): Promise<ImageBitmap | undefined> {
  try {
    const whole = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))
    return await createImageBitmap(new Blob([whole], { type: 'image/jpeg' }))
  } catch {
    return undefined
  }
}
