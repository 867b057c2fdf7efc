import type { Actor } from '../../data/actor.ts'
import {
  type AttentionQuery,
  type ListedTask,
  listDisputedTasks,
  listLateOriginalTasks,
  listLateTasks,
  listProposedNonImplementations,
  listSecondExtensions,
  listUndecidedRequests,
  listUnverifiedTasks,
} from '../../data/attention.ts'
import { listRepeatedRecommendations } from '../../data/attention-list.ts'
import { countTaskReminders } from '../../data/ledger.ts'
import { listMissedTwice } from '../../data/obligation-count.ts'
import { listOpenParts } from '../../data/open-part.ts'
import type { Db } from '../../data/schema.ts'
import { listUnitsWithoutHead } from '../../data/vacant-post.ts'
import type { Policy } from '../../domain/policy.ts'
import type { AttentionFound } from './committee-attention.ts'

/** Late against the first deadline alone: fewer, so that what is late stands out. */
const lateOriginal = 5
/** Of what waits a few are shown; of the rest it is said how many there are, up to this. */
const waiting = 50

/** What the section of the committee's page is made of, the first rows of every kind. */
export async function findAttention(
  db: Db,
  actor: Actor,
  query: AttentionQuery,
  policy: Policy,
): Promise<AttentionFound> {
  const some = { ...query, limit: waiting }
  const late = await listLateTasks(db, actor, query)
  return {
    ...(await lateFacts(db, late, policy)),
    late,
    lateOriginal: await listLateOriginalTasks(db, actor, { ...query, limit: lateOriginal }),
    missedTwice: await listMissedTwice(db, actor, some),
    extensions: await listSecondExtensions(db, actor, some),
    proposals: await listProposedNonImplementations(db, actor, some),
    disputed: await listDisputedTasks(db, actor, some),
    undecided: await listUndecidedRequests(db, actor, some),
    unverified: await listUnverifiedTasks(db, actor, some),
    repeated: await listRepeatedRecommendations(db, actor, some),
    vacant: await listUnitsWithoutHead(db, actor, some),
  }
}

/** What is told of late tasks besides their own facts. */
export async function lateFacts(
  db: Db,
  late: readonly ListedTask[],
  policy: Policy,
): Promise<Pick<AttentionFound, 'openParts' | 'reminded' | 'listDays'>> {
  const ids = late.map(task => task.id)
  return {
    openParts: await listOpenParts(db, ids),
    reminded: await countTaskReminders(db, ids),
    listDays: policy.ladder.find('late_15')?.offset_days ?? null,
  }
}
