/** The file that the serial child runs: beside this one in the sources, beside the bundled core in the product. */
export function serialChildEntry(self: string = import.meta.url): URL {
  return new URL(self.endsWith('.ts') ? './child.ts' : './serial-child.js', self)
}
