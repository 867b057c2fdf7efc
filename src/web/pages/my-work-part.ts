import type { WorkPart } from '../../data/my-work.ts'
import type { PartDecision } from '../../domain/my-work.ts'
import type { TaskActName } from '../../domain/task-transitions.ts'
import type { ActButtonPart, ButtonPart, DecisionPart } from '../../render/parts.ts'
import { taskActHref } from '../forms/task-act-path.ts'
import { buttonKinds, pressed, toneOf, whenOf } from './my-work-look.ts'
import type { Words } from './words.ts'

/** A decision on the part of a co-unit: of one's own unit, or handed in to it. */
export function partRow(decision: PartDecision, words: Words): DecisionPart {
  const { kind, part, section } = decision
  const { t } = words
  const object = part.deliverable || part.title
  return {
    id: `${kind}-${part.part_id}`,
    verb: t(`work.${kind}`, { unit: part.part_unit_name }),
    object:
      kind === 'wait_part' || kind === 'accept_part'
        ? object
        : t('work.part_of', { deliverable: object, title: part.title }),
    href: `/tasks/${part.id}`,
    ...toneOf(section),
    meta: partMeta(kind, part, words),
    ...whenOf(decision, words),
    act: partButton(decision, words),
  }
}

function partMeta(kind: PartDecision['kind'], part: WorkPart, { t }: Words): string {
  const code = t('page.task.code', { code: part.code })
  if (kind === 'wait_part') return [code, part.title].join(' · ')
  const lead = kind === 'accept_part' ? part.part_unit_name : t('work.led_by', { unit: part.lead_unit_name })
  return [code, lead].join(' · ')
}

const partActs = {
  receive_part: 'receive_co_unit',
  submit_part: 'submit_co_unit',
  supplement_part: 'submit_co_unit',
  accept_part: 'accept_co_unit',
  wait_part: null,
} as const satisfies Record<PartDecision['kind'], TaskActName | null>

function partButton({ kind, part, section }: PartDecision, { t }: Words): ButtonPart | ActButtonPart {
  const look = { kind: buttonKinds[section], label: t(`work.button.${kind}`) }
  const act = partActs[kind]
  if (act === 'receive_co_unit')
    return { ...look, action: taskActHref(part.id, act, part.part_id), fields: pressed(part) }
  return { ...look, href: act ? taskActHref(part.id, act, part.part_id) : `/tasks/${part.id}` }
}
