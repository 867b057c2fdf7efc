import { randomUUID } from 'node:crypto'
import { findAppointment } from '../../src/data/appointment.ts'
import type { Db } from '../../src/data/schema.ts'
import { createAppointment } from '../../src/domain/appointment.ts'
import { endAppointment } from '../../src/domain/appointment-change.ts'
import { createCommittee } from '../../src/domain/committee.ts'
import type { Act } from '../../src/domain/event.ts'
import { layEvidence } from '../../src/domain/evidence.ts'
import { createInspection } from '../../src/domain/inspection.ts'
import { occasionAt } from '../../src/domain/occasion.ts'
import { perform } from '../../src/domain/perform.ts'
import { createPerson } from '../../src/domain/person.ts'
import { createSampleOffice, setSampleDay } from '../../src/domain/sample-office.ts'
import { createTask } from '../../src/domain/task.ts'
import type { TaskActInput, TaskActName } from '../../src/domain/task-transitions.ts'
import { changeUnit, createUnit } from '../../src/domain/unit.ts'
import { openLivedOffice } from './lived-office.ts'
import { testKeys } from './office.ts'
import { isWorked } from './year-calendar.ts'
import {
  type YearPerson,
  type YearPost,
  type YearUnit,
  yearBegins,
  yearPeople,
  yearPosts,
  yearUnits,
} from './year-cast.ts'
import { type YearStep, yearLives } from './year-lives.ts'

interface Teardown {
  teardown(work: () => unknown): void
}

interface YearIds {
  unit: Record<YearUnit | 'so', string>
  person: Record<YearPerson, string>
  /** Appointments, in the order of `yearPosts`; those not entered yet are missing. */
  post: Map<YearPost, string>
  task: Map<string, string>
  committee: string
  recommendation: string
}

/** The office of 2026 on its first day, a worker on its queue, and a mail server. */
export async function openYearOffice(t: Teardown) {
  const office = await openLivedOffice(t, isWorked)
  const db = office.database.writer
  const ids = await found(db)
  return {
    ...office,
    ids,
    /** One day: its duties, then what is entered of posts, then its acts, each moment with what follows. */
    async playDay(day: string): Promise<void> {
      await office.settle(day, '07:30')
      await enterPosts(db, ids, day)
      const acts = yearLives.flatMap(({ key, steps }) =>
        steps.filter(step => step.on === day).map(step => ({ key, step, time: step.at ?? '09:00' })),
      )
      for (const { key, step, time } of acts) await play(db, ids, key, step, time)
      await office.settle(day, acts[0]?.time ?? '09:00')
    },
    setDay: (day: string) => setSampleDay(db, day),
  }
}

function actOf(ids: Pick<YearIds, 'person'>, who: YearPerson, day: string, time: string): Act {
  return { personId: ids.person[who], actId: randomUUID(), occasion: occasionAt(day, time, testKeys) }
}

async function found(db: Db): Promise<YearIds> {
  await createSampleOffice(db, occasionAt(yearBegins, '08:00', testKeys), {
    name: 'Sở Giáo dục và Đào tạo Vĩnh Long',
    parentName: 'Ủy ban nhân dân tỉnh Vĩnh Long',
    shortName: 'SGDĐT',
    place: 'Vĩnh Long',
    helpContact: 'Văn phòng Sở, máy lẻ 102',
    founder: { name: yearPeople.quan, title: 'Quản trị hệ thống', email: 'quan@sgddt.example' },
  })
  const founder = await db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  const root = await db.selectFrom('unit').select('id').executeTakeFirstOrThrow()
  const person = { quan: founder.id } as Record<YearPerson, string>
  const unit = { so: root.id } as Record<YearUnit | 'so', string>
  const act = () => actOf({ person }, 'quan', yearBegins, '08:30')
  for (const key of Object.keys(yearUnits) as YearUnit[]) {
    const input = unitInput(key, root.id, null)
    unit[key] = (await createUnit(db, act(), input)).subjectId
  }
  for (const key of Object.keys(yearPeople) as YearPerson[]) {
    const input = { name: yearPeople[key], email: `${key}@sgddt.example`, phone: '' }
    person[key] ??= (await createPerson(db, act(), input)).subjectId
  }
  const committee = (
    await createCommittee(db, act(), {
      organisationId: root.id,
      name: 'Ban Chỉ đạo thực hiện QCDC ở cơ sở Tỉnh ủy Vĩnh Long',
      level: 'province',
      parentId: null,
    })
  ).subjectId
  const ids = { unit, person, post: new Map(), task: new Map(), committee, recommendation: '' }
  await enterPosts(db, ids, yearBegins)
  await nameLeaders(db, ids)
  return { ...ids, recommendation: await recordInspection(db, ids) }
}

function unitInput(key: YearUnit, parentId: string, leaderAppointmentId: string | null) {
  const { name } = yearUnits[key]
  const rest = { parentId, isOrganisation: false, validFrom: null, validTo: null }
  return { name, shortName: key.toUpperCase(), leaderAppointmentId, ...rest }
}

async function nameLeaders(db: Db, ids: YearIds): Promise<void> {
  for (const key of Object.keys(yearUnits) as YearUnit[]) {
    const { leader } = yearUnits[key]
    const post = yearPosts.find(one => one.who === leader)
    if (!post) continue
    const id = ids.unit[key]
    const input = unitInput(key, ids.unit.so, ids.post.get(post) ?? null)
    await changeUnit(db, actOf(ids, 'quan', yearBegins, '08:40'), { id, version: 1, input })
  }
}

/** Appointments and their ends, on the day on which they are entered. */
async function enterPosts(db: Db, ids: YearIds, day: string): Promise<void> {
  for (const post of yearPosts) {
    if ((post.enteredOn ?? yearBegins) === day && !ids.post.has(post)) {
      ids.post.set(post, await appoint(db, ids, post, day))
    }
    if (post.endEnteredOn !== day) continue
    const stored = await findAppointment(db, ids.post.get(post) ?? '')
    if (!stored) throw new Error(`${post.who} holds no post`)
    const end = { id: stored.id, version: stored.version, toOn: post.toOn }
    await endAppointment(db, actOf(ids, 'quan', day, '08:15'), end)
  }
}

async function appoint(db: Db, ids: YearIds, post: YearPost, day: string): Promise<string> {
  const stoodFor = yearPosts.find(
    one => post.acting && one !== post && one.unit === post.unit && one.role === post.role,
  )
  const { subjectId } = await createAppointment(db, actOf(ids, 'quan', day, '08:20'), {
    personId: ids.person[post.who],
    unitId: ids.unit[post.unit],
    role: post.role,
    title: post.title,
    fromOn: post.fromOn,
    toOn: post.endEnteredOn ? null : post.toOn,
    actingForId: (stoodFor && ids.post.get(stoodFor)) ?? null,
    committeeId: post.role === 'committee' ? ids.committee : null,
    inspectionId: null,
    isHead: post.isHead ?? false,
  })
  return subjectId
}

async function recordInspection(db: Db, ids: YearIds): Promise<string> {
  const conclusion = 'Đề nghị Ban Giám đốc Sở thực hiện đầy đủ quy chế dân chủ ở cơ sở trong năm 2026.'
  const quote = { quote: conclusion, start: 0, end: conclusion.length, summary: 'Thực hiện quy chế dân chủ' }
  await createInspection(db, actOf(ids, 'tuyet', yearBegins, '09:00'), {
    organisationId: ids.unit.so,
    committeeId: ids.committee,
    inspectedUnitId: ids.unit.so,
    number: 'KT-2026-01',
    title: 'Kiểm tra việc thực hiện quy chế dân chủ ở cơ sở năm 2025',
    body: 'Đoàn kiểm tra Ban Chỉ đạo Tỉnh ủy',
    teamLead: 'Trần Công Hiếu',
    heldOn: '2025-12-22',
    documentNo: '',
    documentOn: null,
    conclusion,
    recommendations: [{ ...quote, theme: '', kind: 'once' }],
  })
  const row = await db.selectFrom('recommendation').select('id').executeTakeFirstOrThrow()
  return row.id
}

async function play(db: Db, ids: YearIds, key: string, step: YearStep, time: string): Promise<void> {
  const base = actOf(ids, step.who, step.on, time)
  try {
    if (step.act === 'issue') await draft(db, ids, key, step, time)
    const taskId = ids.task.get(key) ?? ''
    if (step.act === 'report') {
      await layEvidence(db, { ...base, actId: null }, taskId, {
        kind: 'statement',
        statement: 'Đã thực hiện',
      })
    }
    const [act, input] = inputOf(ids, step)
    await perform(db, { ...base, act, taskId, input })
  } catch (error) {
    throw new Error(`${step.on} ${step.who} ${step.act} ${key}`, { cause: error })
  }
}

/** The secretary prepares what the leader then issues; a refused one is prepared anew. */
async function draft(
  db: Db,
  ids: YearIds,
  key: string,
  step: Extract<YearStep, { act: 'issue' }>,
  time: string,
): Promise<void> {
  const base = actOf(ids, 'tuyet', step.on, time)
  const input = {
    title: `Thực hiện nhiệm vụ ${key}`,
    criterion: 'Văn bản có số, ngày và chữ ký',
    leadUnitId: ids.unit[step.unit],
    dueOn: step.due,
    documentNo: '12/KH-SGDĐT',
    documentOn: step.on,
    documentFileId: null,
    verifierId: null,
    coUnits: [],
  }
  const known = ids.task.get(key)
  if (known) await perform(db, { ...base, act: 'prepare', taskId: known, input })
  else ids.task.set(key, (await createTask(db, base, ids.recommendation, input)).subjectId)
}

function inputOf(ids: YearIds, step: YearStep): [TaskActName, TaskActInput<TaskActName>] {
  const reason = 'Theo tình hình thực tế của đơn vị'
  switch (step.act) {
    case 'issue':
      return ['issue', {}]
    case 'receive':
      return ['receive', { officerId: null }]
    case 'update':
      return ['update', { text: 'Đang thực hiện theo kế hoạch', percent: 40, blocker: '' }]
    case 'report':
      return ['report', { text: 'Đã thực hiện xong', claimedOn: step.on }]
    case 'verify':
      return ['verify', { note: '' }]
    case 'withdraw':
      return ['withdraw', { reason, successorId: null }]
    case 'refuse':
      return ['refuse', { reason, proposedUnitId: ids.unit[step.unit] }]
    case 'reassign':
      return ['reassign', { reason, leadUnitId: ids.unit[step.unit] }]
    case 'ask':
      return ['request_extension', { reason, doneSoFar: 'Dự thảo', plan: 'Trình ký', newDueOn: step.until }]
    case 'grant':
      return ['decide_extension', { verdict: 'granted', grantedDueOn: step.until, note: '' }]
    case 'return':
      return ['return', { reason, missing: 'Bản có chữ ký', supplementDueOn: step.until }]
    case 'suspend':
      return ['suspend', { ground: 'law', note: '', documentNo: '15/TB-SGDĐT', reviewOn: step.until }]
    case 'give_up':
      return ['propose_non_implementation', { explanation: reason }]
    case 'accept':
      return ['decide_non_implementation', { verdict: 'accepted', decisionNo: '7-QĐ/BCĐ', note: '' }]
  }
}
