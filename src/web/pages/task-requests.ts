import type { Row } from '../../data/schema.ts'
import type { TaskFacts } from '../../data/task.ts'
import type { StatusPart } from '../../render/parts.ts'
import type { Words } from './words.ts'

/** PRODUCT §3: from the third on, extensions are too many to pass unseen. */
const manyExtensions = 3

/** What has been asked about the task and waits for whoever decides it, and that its deadline was moved too often. */
export function requestStatuses(facts: TaskFacts, { t }: Words): StatusPart[] {
  const waiting = (word: string): StatusPart => ({ kind: 'waiting', word })
  const { pending_extension: extension } = facts
  return [
    ...(extension
      ? [
          waiting(
            t(
              extension.asked_late === 1 ? 'page.task.waiting.extension.late' : 'page.task.waiting.extension',
            ),
          ),
        ]
      : []),
    ...(isExtendedOften(facts)
      ? [{ kind: 'late_original' as const, word: t('page.task.extended_often') }]
      : []),
    ...(facts.pending_suspension_request ? [waiting(t('page.task.waiting.suspension'))] : []),
    ...(facts.pending_non_implementation ? [waiting(t('page.task.waiting.non_implementation'))] : []),
    ...(facts.pending_refusal ? [waiting(t('page.task.waiting.refusal'))] : []),
  ]
}

/** Three times granted, or twice and asked again. */
export function isExtendedOften(facts: {
  task: Pick<Row<'task'>, 'extension_count'>
  pending_extension: unknown
}): boolean {
  return facts.task.extension_count + (facts.pending_extension ? 1 : 0) >= manyExtensions
}
