import type { QrCode } from './qr.ts'

/** A QR code as a picture, with the quiet zone of four modules around it. */
export function drawQrCode(code: QrCode): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const size = code.length + 8
  svg.setAttribute('viewBox', `-4 -4 ${size} ${size}`)
  svg.setAttribute('shape-rendering', 'crispEdges')
  svg.setAttribute('aria-hidden', 'true')
  const dark = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  const modules = code.flatMap((row, line) =>
    row.flatMap((isDark, column) => (isDark ? [`M${column} ${line}h1v1h-1z`] : [])),
  )
  dark.setAttribute('d', modules.join(''))
  svg.append(dark)
  return svg
}
