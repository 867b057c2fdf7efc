import { randomUUID } from 'node:crypto'
import { findActor } from '../../src/data/actor.ts'
import type { Row } from '../../src/data/schema.ts'
import { findUnit } from '../../src/data/unit.ts'
import { writeUnitPeriods } from '../../src/data/unit-period.ts'
import { setCalendarDay } from '../../src/domain/calendar-day.ts'
import { recordEvent } from '../../src/domain/event.ts'
import {
  type FigureDimension,
  type FigureQuery,
  findFigures,
  findFiguresBy,
} from '../../src/domain/figures.ts'
import { createInspection } from '../../src/domain/inspection.ts'
import { createTask } from '../../src/domain/task.ts'
import { changeUnit } from '../../src/domain/unit.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { type AnyStep, type Life, liveStep } from './history.ts'
import { liveThrough } from './ledger.ts'
import { actBy, issuedObligation } from './obligation.ts'
import { type CastKey, conclusion, type TestOffice, type UnitKey } from './office.ts'
import { savePolicy } from './policy.ts'

export const dimensions: FigureDimension[] = ['unit', 'inspection', 'recommendation', 'theme', 'leader']

/** What happens on one day besides the duties: to one task, or to the office. */
export type Deed =
  | { day: number; task: number; what: AnyStep }
  | { day: number; lead: UnitKey; by: 'ngan' | 'bao' | null }
  | { day: number; move: UnitKey; under: UnitKey }
  | { day: number; holiday: number }
  | { day: number; soonDays: number }

export interface Plan {
  /** Tasks with the day of their issue and the days until they are due; `place` chooses the recommendation. */
  tasks: { day: number; unit: UnitKey; dueIn: number; place: number }[]
  /** The unit of a duty that comes back every month; issued on the first day. */
  duty: UnitKey | null
  deeds: Deed[]
}

export const firstDay = '2018-11-20'

/** The office with a second inspection, themes and one unit under another; every recommendation by number. */
export async function openWorld(office: TestOffice): Promise<string[]> {
  const act = actBy(office, 'tuyet', '2018-11-16')
  const { subjectId } = await createInspection(office.database.writer, act, {
    organisationId: office.unit.so,
    committeeId: office.committeeId,
    inspectedUnitId: office.unit.so,
    number: '45/KL',
    title: 'Kiểm tra công khai, minh bạch',
    body: 'Thanh tra Sở',
    teamLead: 'Đặng Văn Khởi',
    heldOn: '2018-11-15',
    documentNo: '45/KL-TTr',
    documentOn: '2018-11-15',
    conclusion,
    recommendations: [
      {
        quote: conclusion.slice(0, 10),
        start: 0,
        end: 10,
        summary: 'Công khai',
        theme: 'Công khai',
        kind: 'once',
      },
    ],
  })
  await moveUnit(office, 'gdth', 'tccb', '2018-11-16')
  const rows = await office.database.reader
    .selectFrom('recommendation')
    .select('id')
    .where('inspection_id', '=', subjectId)
    .execute()
  return [...office.recommendationIds, ...rows.map(row => row.id)]
}

/** Lives the plan day by day; `seen` looks at each day when it is over, before anything later is recorded. */
export async function livePlan(
  office: TestOffice,
  recommendations: string[],
  plan: Plan,
  until: number,
  seen: (day: string) => Promise<void>,
): Promise<void> {
  const lives: (Life | undefined)[] = []
  for (let n = 0; n <= until; n += 1) {
    const day = addDays(firstDay, n)
    await liveDuty(office, plan.duty, day)
    for (const [index, task] of plan.tasks.entries()) {
      if (task.day === n) lives[index] = await begin(office, recommendations, task, day)
    }
    for (const deed of plan.deeds) if (deed.day === n) await live(office, lives, plan, deed, day)
    await seen(day)
  }
}

async function liveDuty(office: TestOffice, duty: UnitKey | null, day: string): Promise<void> {
  if (!duty) return
  if (day === firstDay) await issuedObligation(office, day, { cycle: 'month', leadUnitId: office.unit[duty] })
  await liveThrough(office, day, day)
}

async function begin(
  office: TestOffice,
  recommendations: string[],
  task: Plan['tasks'][number],
  day: string,
): Promise<Life> {
  const { writer } = office.database
  const input = {
    title: 'Ban hành Quy chế phối hợp',
    criterion: 'Quyết định ban hành',
    leadUnitId: office.unit[task.unit],
    dueOn: addDays(day, task.dueIn),
    documentNo: '118/KH-SGDĐT',
    documentOn: firstDay,
    documentFileId: null,
    verifierId: null,
    coUnits: [],
  }
  const place = recommendations[task.place % recommendations.length] as string
  const { subjectId } = await createTask(writer, actBy(office, 'tuyet', day), place, input)
  await office.act('ngan', day, 'issue', subjectId, {})
  return { id: subjectId, lead: task.unit }
}

async function live(
  office: TestOffice,
  lives: (Life | undefined)[],
  plan: Plan,
  deed: Deed,
  day: string,
): Promise<void> {
  if ('task' in deed) {
    const life = deed.task < 0 ? await latestCycle(office, plan) : lives[deed.task]
    if (life) await liveStep(office, life, day, deed.what)
  } else if ('lead' in deed) await nameLeader(office, deed.lead, deed.by, day)
  else if ('move' in deed) await moveUnit(office, deed.move, deed.under, day)
  else if ('holiday' in deed) {
    const input = { day: addDays(day, deed.holiday), kind: 'holiday', name: 'Nghỉ đột xuất' }
    await setCalendarDay(office.database.writer, actBy(office, 'tuyet', day), input)
  } else
    await savePolicy(office, day, addDays(day, 1), {
      terms: { due_soon_days: deed.soonDays, fresh_days: 5, receipt_days: 1 },
    })
}

/** The task of the duty's latest cycle. */
async function latestCycle(office: TestOffice, { duty }: Plan): Promise<Life | undefined> {
  const row = await office.database.reader
    .selectFrom('obligation_cycle')
    .select('task_id')
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && duty ? { id: row.task_id, lead: duty } : undefined
}

async function nameLeader(office: TestOffice, unit: UnitKey, by: CastKey | null, day: string): Promise<void> {
  const row = (await findUnit(office.database.reader, office.unit[unit])) as Row<'unit'>
  await changeUnit(office.database.writer, actBy(office, 'tuyet', day), {
    id: row.id,
    version: row.version,
    input: {
      name: row.name,
      shortName: row.short_name,
      parentId: row.parent_id ?? '',
      isOrganisation: false,
      leaderAppointmentId: by && office.appointment[by],
      validFrom: null,
      validTo: null,
    },
  })
}

/** No page moves a unit yet; its period and its event are written as they would be. */
async function moveUnit(office: TestOffice, unit: UnitKey, under: UnitKey, day: string): Promise<void> {
  if (unit === under) return
  const { writer } = office.database
  await writer.transaction().execute(async trx => {
    const parent = (await findUnit(trx, office.unit[under])) as Row<'unit'>
    const path = `${parent.path}${office.unit[unit]}/`
    await trx
      .updateTable('unit')
      .set({ path, parent_id: parent.id })
      .where('id', '=', office.unit[unit])
      .execute()
    const { id, leader_appointment_id } = (await findUnit(trx, office.unit[unit])) as Row<'unit'>
    const after = [{ id, path, leader_appointment_id }]
    await writeUnitPeriods(trx, day, after)
    await recordEvent(trx, actBy(office, 'tuyet', day, randomUUID()), {
      organisationId: office.unit.so,
      act: 'change_unit',
      subjectType: 'unit',
      subjectId: id,
      appointmentId: office.appointment.tuyet,
      payload: { after, leader_appointment_id },
    })
  })
}

/** Everything that is told of a day: the whole, by every dimension, and of what hangs together with one unit or leader. */
export async function tellDay(office: TestOffice, query: FigureQuery) {
  const { reader } = office.database
  const actor = await findActor(reader, office.person.bao, query.today)
  if (!actor) throw new Error('the director is not there')
  const { total } = await findFigures(reader, actor, query)
  const by = await Promise.all(
    dimensions.map(
      async dimension => [dimension, await findFiguresBy(reader, actor, query, dimension)] as const,
    ),
  )
  const of = async (more: Partial<FigureQuery>) =>
    (await findFigures(reader, actor, { ...query, ...more })).total
  return {
    total,
    by: Object.fromEntries(by) as Record<FigureDimension, Awaited<ReturnType<typeof findFiguresBy>>>,
    underTccb: await of({ unitId: office.unit.tccb }),
    ofNgan: await of({ leaderId: office.appointment.ngan }),
    ofHead: await of({ leaderId: 'head' }),
    ofTheme: await of({ theme: 'Công khai' }),
  }
}
