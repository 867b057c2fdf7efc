import type { Row } from '../../data/schema.ts'

export interface UnitInTree {
  unit: Row<'unit'>
  /** 0 for the root. */
  depth: number
}

/** The units as a tree written down: each under its parent, brothers by name. `units` come sorted by name. */
export function unitTree(units: readonly Row<'unit'>[]): UnitInTree[] {
  const children = new Map<string | null, Row<'unit'>[]>()
  for (const unit of units) children.set(unit.parent_id, [...(children.get(unit.parent_id) ?? []), unit])
  const below = (parentId: string | null, depth: number): UnitInTree[] =>
    (children.get(parentId) ?? []).flatMap(unit => [{ unit, depth }, ...below(unit.id, depth + 1)])
  return below(null, 0)
}
