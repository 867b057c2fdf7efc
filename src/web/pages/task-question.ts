import type { Row } from '../../data/schema.ts'
import type { Timeline } from '../../data/timeline.ts'
import { answerDueOn, answerTime } from '../../domain/update-request.ts'
import { formatDate } from '../../i18n/format.ts'
import type { StatusPart } from '../../render/parts.ts'
import { momentOf, type Words } from './words.ts'

/** A leader's question as the task page shows it: who asked what and when, and how long it waits or took. */
export interface QuestionPart {
  status: StatusPart
  text: string
  meta: string
}

/** The last question on the task, open or answered; null where none was asked. `at`: the office's moment. */
export function questionPart({ requests, posts }: Timeline, at: string, words: Words): QuestionPart | null {
  const { t, today } = words
  const request = [...requests.values()].at(-1)
  if (!request || request.state === 'closed') return null
  const by = posts.get(request.asked_by)
  const asked = t('page.task.question.asked', {
    who: [by?.person_name, by?.title].filter(Boolean).join(', '),
    when: momentOf(request.asked_at, words),
  })
  if (request.state === 'answered') {
    return {
      status: {
        kind: 'done',
        word: t('page.task.question.answered', { took: tookWord(request, at, words) }),
      },
      text: request.question,
      meta: asked,
    }
  }
  const dueOn = answerDueOn(request, words.calendar)
  const late = dueOn < today
  return {
    status: {
      kind: late ? 'late' : 'soon',
      word: t(late ? 'page.task.question.late' : 'page.task.question.open'),
    },
    text: request.question,
    meta: [
      asked,
      t('page.task.question.by', { date: formatDate(dueOn) }),
      t('page.task.question.waits', { took: tookWord(request, at, words) }),
    ].join(' · '),
  }
}

/** "3 giờ" within a day, else "2 ngày làm việc". */
export function tookWord(request: Row<'update_request'>, at: string, words: Words): string {
  const { t, today, calendar } = words
  const { workingDays, hours } = answerTime(request, { today, at }, calendar)
  const sameDay = (request.answered_on ?? today) === request.asked_on
  if (!sameDay) return t('page.task.question.days', { days: workingDays })
  return hours < 1
    ? t('page.task.question.within_hour')
    : t('page.task.question.hours', { hours: Math.floor(hours) })
}
