/** The file that the card child runs: beside this one in the sources, beside the bundled core in the product. */
export function cardChildEntry(self: string = import.meta.url): URL {
  return new URL(self.endsWith('.ts') ? './child.ts' : './card-child.js', self)
}
