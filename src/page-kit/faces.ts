/** The mouth of each face, within a circle of radius 10. */
const mouths: Readonly<Record<string, string>> = {
  'very-sad': 'M-5 5.5Q0 0 5 5.5',
  sad: 'M-4.5 5Q0 2.2 4.5 5',
  neutral: 'M-4.5 4H4.5',
  happy: 'M-4.5 3Q0 6 4.5 3',
  'very-happy': 'M-5 2Q0 9 5 2',
}

/** From the saddest. */
export const allFaces: readonly string[] = Object.keys(mouths)

/** The faces of level sets that name none, by how many levels there are. */
export const usualFaces: Readonly<Record<number, readonly string[]>> = {
  3: ['sad', 'neutral', 'happy'],
  4: ['very-sad', 'sad', 'happy', 'very-happy'],
  5: allFaces,
}

/** A face. It stands beside its words, so nobody is told of it twice. */
export function drawFace(face: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '-11 -11 22 22')
  svg.setAttribute('aria-hidden', 'true')
  svg.classList.add('face')
  svg.dataset.face = face
  const draw = (tag: string, attributes: Readonly<Record<string, string>>) => {
    const shape = document.createElementNS('http://www.w3.org/2000/svg', tag)
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value)
    svg.append(shape)
  }
  draw('circle', { r: '10', class: 'skin' })
  draw('circle', { cx: '-3.5', cy: '-3', r: '1.3', class: 'eye' })
  draw('circle', { cx: '3.5', cy: '-3', r: '1.3', class: 'eye' })
  draw('path', { d: mouths[face] ?? mouths.neutral ?? '', class: 'mouth' })
  return svg
}
