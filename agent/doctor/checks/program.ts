import { DeskError } from '../../../src/core/index.ts'
import { bad, type Finding, good } from '../finding.ts'
import type { Surroundings } from '../sight.ts'

const neededNode = 24

/** The Node that runs is the one that the program was made for. */
export function programCheck({ node }: Pick<Surroundings, 'node'>): readonly Finding[] {
  if (Number(node.split('.')[0]) >= neededNode) return [good('program')]
  return [bad('program', new DeskError('DB-AGT-002', { needed: neededNode, found: node }))]
}
