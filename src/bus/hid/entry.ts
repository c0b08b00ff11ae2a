/** The file that the HID child runs: beside this one in the sources, beside the bundled core in the product. */
export function hidChildEntry(self: string = import.meta.url): URL {
  return new URL(self.endsWith('.ts') ? './child.ts' : './hid-child.js', self)
}
