import { randomUUID } from 'node:crypto'
import type { HangingDecision } from '../../domain/hanging-work.ts'
import type { ActButtonPart, ButtonPart, DecisionPart } from '../../render/parts.ts'
import { taskActHref } from '../forms/task-act-path.ts'
import { buttonKinds, pressed, toneOf, whenOf } from './my-work-look.ts'
import type { Words } from './words.ts'

/** A piece given to the person, a question to their unit, or a comment that names them. */
export function hangingRow(decision: HangingDecision, words: Words): DecisionPart {
  const { kind, hanging, section } = decision
  return {
    id: `${kind}-${idOf(decision)}`,
    verb: words.t(`work.${kind}`),
    object: objectOf(decision),
    href: `/tasks/${hanging.task_id}`,
    ...toneOf(section),
    meta: metaOf(decision, words),
    ...whenOf(decision, words),
    act: buttonOf(decision, words),
  }
}

function idOf(decision: HangingDecision): string {
  if (decision.kind === 'do_subtask') return decision.hanging.subtask.id
  return decision.kind === 'read_mention' ? decision.hanging.mention.id : decision.hanging.request.id
}

const longestText = 160

function objectOf(decision: HangingDecision): string {
  if (decision.kind === 'do_subtask') return decision.hanging.subtask.title
  const text =
    decision.kind === 'read_mention' ? decision.hanging.mention.text : decision.hanging.request.question
  const line = text.replace(/\s+/g, ' ')
  return `“${line.length > longestText ? `${line.slice(0, longestText).trimEnd()}…` : line}”`
}

function metaOf(decision: HangingDecision, { t }: Words): string {
  const { hanging } = decision
  const code = t('page.task.code', { code: hanging.code })
  switch (decision.kind) {
    case 'do_subtask': {
      const { percent } = decision.hanging.subtask
      return [code, hanging.title, ...(percent > 0 ? [`${percent}%`] : [])].join(' · ')
    }
    case 'wait_update':
      return [code, hanging.title, hanging.lead_unit_name].join(' · ')
    case 'read_mention':
      return [t('work.said_by', { who: decision.hanging.mention.person_name }), code, hanging.title].join(
        ' · ',
      )
    default:
      return [t('work.said_by', { who: decision.hanging.request.person_name }), code, hanging.title].join(
        ' · ',
      )
  }
}

function buttonOf(decision: HangingDecision, { t }: Words): ButtonPart | ActButtonPart {
  const { kind, hanging, section } = decision
  const look = { kind: buttonKinds[section], label: t(`work.button.${kind}`) }
  switch (kind) {
    case 'do_subtask': {
      const action = taskActHref(hanging.task_id, 'complete_subtask', decision.hanging.subtask.id)
      return { ...look, action, fields: pressed(hanging) }
    }
    case 'answer_update':
      return { ...look, href: taskActHref(hanging.task_id, 'update') }
    case 'read_mention':
      return {
        ...look,
        action: `/mentions/${decision.hanging.mention.id}/receipt`,
        fields: { act_id: randomUUID() },
      }
    default:
      return { ...look, href: `/tasks/${hanging.task_id}` }
  }
}
