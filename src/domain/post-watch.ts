import { listHoldings } from '../data/actor.ts'
import {
  listPostsEnding,
  listUnitsInCharge,
  listWatchedPosts,
  listWorkOfNamed,
  listWorkOfUnits,
  type OpenWork,
  type WatchedPost,
} from '../data/post-watch.ts'
import type { Db } from '../data/schema.ts'
import { addDays, localDate, type PlainDate } from '../lib/plain-date.ts'
import { directorsOf, holdingsOver, type Posts } from './reminder-posts.ts'
import type { Calendar } from './working-days.ts'

/** Posts whose emptiness stops work; the order numbers the alarms (`occurrence` of `post_empty`, `post_ending`). */
export const watchedKinds = ['head', 'officer', 'verifier', 'leader', 'director'] as const
export type WatchedKind = (typeof watchedKinds)[number]

/** A post that nobody holds, or soon will not, though open work lies in it. */
export interface PostAlarm {
  kind: WatchedKind
  /** What the alarm is about: the unit, or the appointment that is named on the tasks. */
  subjectType: 'unit' | 'appointment'
  subjectId: string
  organisationId: string
  unitId: string
  unitName: string
  /** Who holds or held it last; '' where nobody ever did. */
  personName: string
  title: string
  /** Its last day; null where nobody ever held it. */
  lastDay: PlainDate | null
  tasks: number
}

/** Working days before the end of an appointment from which its end is announced. */
export const endingDays = 10

/** Posts with open work that nobody holds on `posts.day`. `known`: the work, where it was read before. */
export async function findEmptyPosts(db: Db, posts: Posts, known?: Work): Promise<PostAlarm[]> {
  const work = known ?? (await findWork(db))
  const held = new Set(posts.holdings.map(one => one.id))
  const headed = new Set(posts.holdings.flatMap(one => (one.role === 'unit_head' ? [one.unit_id] : [])))
  const noHead = work.units.filter(one => !headed.has(one.id))
  const named = [...work.officers, ...work.verifiers].filter(one => !held.has(one.id))
  const led = work.units.filter(one => !held.has(work.leaderOf(one.id) ?? ''))
  const leaders = led.flatMap(one => work.leaderOf(one.id) ?? [])
  const ids = [...named.map(one => one.id), ...leaders]
  const rows = await listWatchedPosts(db, { ids, headsOf: noHead.map(one => one.id) })
  const post = new Map(rows.map(row => [row.id, row]))
  return [
    ...noHead.map(one =>
      headAlarm(
        one,
        rows.filter(row => row.role === 'unit_head' && row.unit_id === one.id),
        work,
        posts.day,
      ),
    ),
    ...work.officers
      .filter(one => !held.has(one.id))
      .map(one => namedAlarm('officer', one, post.get(one.id))),
    ...work.verifiers
      .filter(one => !held.has(one.id) && holdingsOver(posts, 'verifier', one.organisation_id).length === 0)
      .map(one => namedAlarm('verifier', one, post.get(one.id))),
    ...led.flatMap(one => {
      const leader = post.get(work.leaderOf(one.id) ?? '')
      return leader ? [{ ...headAlarm(one, [leader], work, posts.day), kind: 'leader' as const }] : []
    }),
    ...directorAlarms(work, posts),
  ].flatMap(alarm => alarm ?? [])
}

/** Appointments with open work that end within ten working days and that nobody is appointed to follow. */
export async function findEndingPosts(
  db: Db,
  posts: Posts,
  calendar: Calendar,
  known?: Work,
): Promise<PostAlarm[]> {
  const until = calendar.addWorkingDays(posts.day, endingDays)
  const ending = await listPostsEnding(db, posts.day, until)
  if (ending.length === 0) return []
  const work = known ?? (await findWork(db))
  const alarms: PostAlarm[] = []
  for (const post of ending) {
    const next = {
      day: addDays(post.to_on as string, 1),
      holdings: await listHoldings(db, addDays(post.to_on as string, 1)),
    }
    alarms.push(...endingAlarms(post, work, posts, next))
  }
  return alarms
}

function endingAlarms(post: WatchedPost, work: Work, now: Posts, next: Posts): PostAlarm[] {
  const base = (kind: WatchedKind, organisationId: string, tasks: number): PostAlarm => ({
    ...alarmOf(kind, post, organisationId, tasks),
    subjectType: 'appointment',
    subjectId: post.id,
  })
  const named = (all: OpenWork[]) => all.filter(one => one.id === post.id)
  const units = work.units.filter(one => one.id === post.unit_id)
  const headed = next.holdings.some(one => one.role === 'unit_head' && one.unit_id === post.unit_id)
  const own = now.holdings.find(one => one.id === post.id)
  const led = work.units.filter(one => work.leaderOf(one.id) === post.id)
  const goesOn = own?.is_head && directorsOf(next, own.organisation_id).length > 0
  const directed = work.units.filter(one => own?.is_head && one.organisation_id === own.organisation_id)
  return [
    ...(post.role === 'unit_head' && !headed
      ? units.map(one => base('head', one.organisation_id, one.tasks))
      : []),
    ...named(work.officers).map(one => base('officer', one.organisation_id, one.tasks)),
    ...named(work.verifiers)
      .filter(one => holdingsOver(next, 'verifier', one.organisation_id).length === 0)
      .map(one => base('verifier', one.organisation_id, one.tasks)),
    ...(led[0] ? [base('leader', led[0].organisation_id, sum(led))] : []),
    ...(directed[0] && !goesOn ? [base('director', directed[0].organisation_id, sum(directed))] : []),
  ]
}

/** What is open, and with whom it lies. */
export interface Work {
  units: OpenWork[]
  officers: OpenWork[]
  verifiers: OpenWork[]
  leaderOf(unitId: string): string | undefined
  unitName(unitId: string): string
}

export async function findWork(db: Db): Promise<Work> {
  const units = new Map((await listUnitsInCharge(db)).map(unit => [unit.id, unit]))
  return {
    units: await listWorkOfUnits(db),
    officers: await listWorkOfNamed(db, 'officer_id'),
    verifiers: await listWorkOfNamed(db, 'verifier_id'),
    leaderOf: id => units.get(id)?.leader_appointment_id ?? undefined,
    unitName: id => units.get(id)?.name ?? '',
  }
}

/** `rows`: everyone who ever held the post, of whom the last to leave is named. */
function headAlarm(unit: OpenWork, rows: WatchedPost[], work: Work, day: PlainDate): PostAlarm {
  const past = rows.filter(row => (lastDayOf(row) ?? '9999') < day)
  const last = past.sort((a, b) => ((lastDayOf(a) ?? '') < (lastDayOf(b) ?? '') ? 1 : -1))[0]
  return {
    kind: 'head',
    subjectType: 'unit',
    subjectId: unit.id,
    organisationId: unit.organisation_id,
    unitId: unit.id,
    unitName: work.unitName(unit.id),
    personName: last?.person_name ?? '',
    title: last?.title ?? '',
    lastDay: last ? lastDayOf(last) : null,
    tasks: unit.tasks,
  }
}

function namedAlarm(kind: WatchedKind, work: OpenWork, post: WatchedPost | undefined): PostAlarm | undefined {
  return (
    post && {
      ...alarmOf(kind, post, work.organisation_id, work.tasks),
      subjectType: 'appointment',
      subjectId: post.id,
    }
  )
}

function alarmOf(kind: WatchedKind, post: WatchedPost, organisationId: string, tasks: number) {
  const { unit_id: unitId, unit_name: unitName, person_name: personName, title } = post
  return { kind, organisationId, unitId, unitName, personName, title, lastDay: lastDayOf(post), tasks }
}

function directorAlarms(work: Work, posts: Posts): PostAlarm[] {
  const organisations = Map.groupBy(work.units, one => one.organisation_id)
  return [...organisations].flatMap(([id, units]): PostAlarm[] => {
    if (directorsOf(posts, id).length > 0) return []
    const place = { organisationId: id, unitId: id, unitName: work.unitName(id) }
    const nobody = { personName: '', title: '', lastDay: null }
    return [{ kind: 'director', subjectType: 'unit', subjectId: id, ...place, ...nobody, tasks: sum(units) }]
  })
}

/** The last day of the appointment, or the day before its person's account was shut. */
function lastDayOf({ to_on, disabled_at }: WatchedPost): PlainDate | null {
  const shut = disabled_at ? addDays(localDate(disabled_at), -1) : null
  return to_on && shut ? (to_on < shut ? to_on : shut) : (to_on ?? shut)
}

function sum(work: readonly OpenWork[]): number {
  return work.reduce((total, one) => total + one.tasks, 0)
}
