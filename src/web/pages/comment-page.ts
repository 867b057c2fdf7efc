import type { FastifyRequest } from 'fastify'
import { listNamedPosts, listTaskComments } from '../../data/comment.ts'
import type { Db } from '../../data/schema.ts'
import type { TaskFacts } from '../../data/task.ts'
import { findPosts } from '../../data/task-place.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { findMentionable, type MentionGroup } from '../../domain/mention.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { commentTextField, mentionFields } from '../forms/comment.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import type { TaskFormAbout } from '../forms/task-act.ts'
import { postOption } from '../forms/task-act-fields.ts'
import { actView } from './task-act-view.ts'
import { momentOf, type Words, wordsFor } from './words.ts'

interface CommentPageState {
  typed?: Form['typed'] | undefined
  sent?: Form | undefined
  failure?: Failure | undefined
}

/** The form for a comment on a task, under what was said last; whom it can name stands in groups to tick. */
export async function commentPage(
  db: Db,
  request: FastifyRequest,
  facts: TaskFacts,
  { typed = {}, sent, failure }: CommentPageState,
): Promise<FormPage> {
  const words = wordsFor(request, await findCalendar(db))
  const { t } = words
  const { task } = facts
  const errors = failure?.errors ?? {}
  const text = fill<FieldDescriptor>([commentTextField], typed, errors)
  const mentions = fill<FieldDescriptor>(await mentionGroups(db, request, facts), typed, {})
  const view = actView({ facts, words }, { titleKey: 'act.comment', leadKey: 'page.comment.lead' })
  return {
    view: 'task/act',
    options: { title: view.title, nav: 'tasks' },
    data: {
      ...view,
      about: await lastComments(db, facts, words),
      form: {
        id: 'comment-form',
        action: `/tasks/${task.id}/comments`,
        actId: actIdFor(sent),
        groups: [
          { fields: text },
          ...(mentions.length > 0
            ? [
                {
                  legendKey: 'page.comment.mentions',
                  hintKey: 'page.comment.mentions.hint',
                  fields: mentions,
                },
              ]
            : []),
        ],
        submit: t('page.comment.submit'),
        cancel: { label: t('page.act.cancel'), href: `/tasks/${task.id}` },
        errors: [...(failure?.summary ?? []), ...strayErrors([...text, ...mentions], errors)],
      },
    },
  }
}

async function mentionGroups(
  db: Db,
  { actor, occasion }: FastifyRequest,
  facts: TaskFacts,
): Promise<FieldDescriptor[]> {
  const found = await findMentionable(db, facts, occasion.today)
  const others = found.filter(({ holding }) => holding.person_id !== actor.person.id)
  const groups = new Map(others.map(({ holding, group }) => [holding.id, group]))
  const named = await listNamedPosts(db, [...groups.keys()])
  return (Object.keys(mentionFields) as MentionGroup[]).flatMap(group => {
    const options = named.filter(post => groups.get(post.id) === group).map(postOption)
    return options.length > 0 ? [{ ...mentionFields[group], options }] : []
  })
}

const shownComments = 5

async function lastComments(db: Db, { task }: TaskFacts, words: Words): Promise<TaskFormAbout> {
  const last = (await listTaskComments(db, task.id)).slice(-shownComments)
  const posts = await findPosts(
    db,
    last.map(comment => comment.appointment_id),
  )
  const who = (id: string) => posts.get(id)?.person_name ?? words.t('ui.nothing')
  return {
    title: words.t('page.comment.last'),
    rows: last.map(comment => ({
      label: `${who(comment.appointment_id)}, ${momentOf(comment.created_at, words)}`,
      value: comment.text,
    })),
    evidence: [],
  }
}
