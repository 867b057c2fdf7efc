import type { ObligationOfUnit } from '../../data/obligation.ts'
import type { Db } from '../../data/schema.ts'
import { findPosts } from '../../data/task-place.ts'
import type { AnswerPart } from '../../render/parts.ts'
import { scheduleWords } from './obligation-words.ts'
import { shortDate } from './standing-act-page.ts'
import { longDate, type Words } from './words.ts'

export function obligationTrail(
  { recommendation_id, recommendation_ordinal }: ObligationOfUnit,
  { t }: Words,
) {
  return [
    { label: t('nav.inspections'), href: '/inspections' },
    {
      label: t('page.recommendation.title', { ordinal: recommendation_ordinal }),
      href: `/recommendations/${recommendation_id}`,
    },
  ]
}

/** What is asked, of whom, how often, and by whose word. */
export async function factsOf(db: Db, obligation: ObligationOfUnit, words: Words): Promise<AnswerPart[]> {
  const { t } = words
  const posts = await findPosts(
    db,
    [obligation.assigner_id, obligation.closed_by].filter(id => id !== null),
  )
  const named = (id: string | null) => {
    const post = id ? posts.get(id) : undefined
    return post ? t('page.task.holder', { name: post.person_name, title: post.title }) : ''
  }
  const document = [
    obligation.document_no,
    obligation.document_on && t('page.inspection.document_on', { date: shortDate(obligation.document_on) }),
  ]
  const decision = [
    obligation.decision_no,
    obligation.decision_on && t('page.inspection.document_on', { date: shortDate(obligation.decision_on) }),
  ]
  const facts: [string, string][] = [
    [t('field.criterion'), obligation.criterion],
    [t('field.leadUnitId'), obligation.lead_unit_name],
    [t('field.cycle'), scheduleWords(obligation, words)],
    [t('obligation.next'), obligation.next_from_on ? longDate(obligation.next_from_on, words) : ''],
    [t('page.task.assigner'), named(obligation.assigner_id)],
    [t('field.assigningNo'), document.filter(Boolean).join(' ')],
    [t('field.decisionNo'), decision.filter(Boolean).join(' ')],
    [t('obligation.closed_by'), named(obligation.closed_by)],
    [t('field.reason'), obligation.decision_reason],
  ]
  return facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }))
}
