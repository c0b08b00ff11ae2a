import { isDeskName } from '../contract/index.ts'

/** Who a desk is: its name in certificates and to the broker is `{centre}/{desk}`. */
export interface DeskName {
  readonly centre: string
  readonly desk: string
}

/** `vinh-long/quay-05`. */
export function fullName({ centre, desk }: DeskName): string {
  return `${centre}/${desk}`
}

/** The parts of such a name; undefined when it is none. */
export function parseFullName(name: string): DeskName | undefined {
  const [centre = '', desk = '', ...more] = name.split('/')
  return more.length === 0 && isDeskName(centre) && isDeskName(desk) ? { centre, desk } : undefined
}
