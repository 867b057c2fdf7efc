import type { WaitingEvent } from '../data/event-dispatch.ts'
import { listMentionsOf } from '../data/mention.ts'
import type { Db } from '../data/schema.ts'
import type { TaskFacts } from '../data/task.ts'
import type { Policies } from './policy.ts'
import type { Mailing } from './reminder-mail.ts'
import type { Posts } from './reminder-posts.ts'
import { writeReminders } from './reminder-row.ts'

interface Office {
  policies: Policies
  posts: Posts
  mailing: Mailing
}

/** Tells whom a comment names, as long as they hold the post and have not looked yet; events of other kinds name nobody. */
export async function writeMentionNotices(
  db: Db,
  event: WaitingEvent,
  { task }: TaskFacts,
  { policies, posts, mailing }: Office,
): Promise<void> {
  const { ladder } = policies.on(task.organisation_id, posts.day)
  if (event.act !== 'comment' || !ladder.find('mentioned')) return
  const open = (await listMentionsOf(db, event.subject_id)).filter(mention => mention.state === 'open')
  const drafts = open.flatMap(mention => {
    const holding = posts.holdings.find(held => held.id === mention.appointment_id)
    if (!holding) return []
    return [
      {
        organisationId: task.organisation_id,
        subjectType: 'mention',
        subjectId: mention.id,
        taskId: task.id,
        rung: 'mentioned',
        holding,
        deadlineVersion: task.deadline_version,
        occurrence: 0,
        rungOn: event.occurred_on,
      },
    ]
  })
  await writeReminders(db, drafts, mailing)
}
