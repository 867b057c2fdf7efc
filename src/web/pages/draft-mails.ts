import type { TaskFacts } from '../../data/task.ts'
import type { UnitHead } from '../../data/unit-head.ts'
import type { Words } from './words.ts'

/** The units whose heads are told when the task is issued. */
export function unitIdsOf({ task, co_units }: TaskFacts): string[] {
  return [task.lead_unit_id, ...co_units.map(part => part.unit_id)]
}

/** "Phạm Hoàng Phúc, Trưởng phòng, Phòng Tổ chức cán bộ (chủ trì)": everybody who gets a mail at once. */
export function mailLines({ task }: TaskFacts, heads: UnitHead[], { t }: Words): string[] {
  const leadFirst = [...heads].sort(
    (a, b) => Number(b.unit_id === task.lead_unit_id) - Number(a.unit_id === task.lead_unit_id),
  )
  return leadFirst
    .filter(head => head.email)
    .map(head => {
      const values = { name: head.person_name, title: head.title, unit: head.unit_name }
      return head.unit_id === task.lead_unit_id
        ? t('page.draft.mail.lead', values)
        : t('page.draft.mail.co', values)
    })
}
