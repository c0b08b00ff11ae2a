/** An object of the document. */
export type Item = { readonly [key: string]: unknown }

/** A reference to a component. */
export function ref(component: string): Item {
  return { $ref: `#/components/${component}` }
}
