import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { createInspection } from '../../src/domain/inspection.ts'
import { rebuildSummaries } from '../../src/domain/status-summary.ts'
import { fold } from '../../src/lib/fold.ts'
import { newId } from '../../src/lib/id.ts'
import { nameSortKey, sortKey } from '../../src/lib/sort-key.ts'
import { insertManyTasks } from '../support/many-tasks.ts'
import { conclusion, openTestOffice, type TestOffice } from '../support/office.ts'

export const size = {
  units: 40,
  people: 200,
  inspections: 25,
  tasks: Number(process.env.BENCH_TASKS ?? 10_000),
}

const created_at = '2018-11-01T00:00:00.000Z'

/** An office of 40 units, 200 people and 10,000 tasks of 25 inspections, standing at 10/12/2018 as a sample does. */
export async function openBenchOffice(t: Parameters<typeof openTestOffice>[0]): Promise<TestOffice> {
  const office = await openTestOffice(t)
  const unitIds = await insertUnits(office)
  await insertPeople(office, unitIds)
  await insertManyTasks(office, size.tasks)
  await spread(office, unitIds)
  await rebuildSummaries(office.database.writer)
  const { writer } = office.database
  await writer.updateTable('office').set({ kind: 'sample' }).execute()
  const clock = { kind: 'sample', today: '2018-12-10', worked_on: '2018-12-10' } as const
  await writer.updateTable('office_clock').set(clock).execute()
  return office
}

async function insertUnits({ database, unit }: TestOffice): Promise<string[]> {
  const known = Object.values(unit).filter(id => id !== unit.so)
  const rows = Array.from({ length: size.units - known.length }, (_, n) => {
    const id = newId()
    const name = `Trường Trung học phổ thông số ${n + 1}`
    return {
      id,
      parent_id: unit.so,
      path: `/${unit.so}/${id}/`,
      name,
      short_name: `THPT ${n + 1}`,
      folded: fold(name),
      sort_key: sortKey(name),
      is_organisation: 0,
      leader_appointment_id: null,
      valid_from: null,
      valid_to: null,
      created_at,
      version: 1,
    }
  })
  await database.writer.insertInto('unit').values(rows).execute()
  return [...known, ...rows.map(row => row.id)]
}

/** Every unit gets a head who has none; the rest are officers. */
async function insertPeople({ database }: TestOffice, unitIds: string[]): Promise<void> {
  for (let n = 0; n < size.people - 13; n++) {
    const id = newId()
    const name = `Nguyễn Văn ${String.fromCharCode(65 + (n % 26))} ${n}`
    await database.writer
      .insertInto('person')
      .values({
        id,
        name,
        folded: fold(name),
        sort_key: nameSortKey(name),
        email: `p${n}@sgddt.example`,
        phone: '',
        locale: 'vi',
        keys_on: 1,
        password_hash: null,
        password_changed_at: null,
        disabled_at: null,
        created_at,
        version: 1,
      })
      .execute()
    await database.writer
      .insertInto('appointment')
      .values({
        id: newId(),
        person_id: id,
        unit_id: unitIds[n % unitIds.length] as string,
        role: n >= 5 && n < unitIds.length ? 'unit_head' : 'officer',
        title: 'Hiệu trưởng',
        from_on: '2018-01-01',
        to_on: null,
        acting_for_id: null,
        committee_id: null,
        inspection_id: null,
        is_head: 0,
        created_at,
        version: 1,
      })
      .execute()
  }
}

/** Tasks over all units and inspections, by number. */
async function spread(office: TestOffice, unitIds: string[]): Promise<void> {
  const { writer } = office.database
  const quote = 'Đề nghị Ban Giám đốc Sở ban hành Quy chế phối hợp.'
  const start = conclusion.indexOf(quote)
  const one = {
    quote,
    start,
    end: start + quote.length,
    summary: quote.slice(0, 60),
    theme: '',
    kind: 'once' as const,
  }
  for (let n = 1; n < size.inspections; n++) {
    const act = {
      personId: office.person.tuyet,
      actId: randomUUID(),
      occasion: office.occasion('2018-11-14'),
    }
    const { subjectId } = await createInspection(writer, act, {
      organisationId: office.unit.so,
      committeeId: office.committeeId,
      inspectedUnitId: office.unit.so,
      number: `KT-2018-${n + 1}`,
      title: `Cuộc kiểm tra số ${n + 1}`,
      body: 'Đoàn kiểm tra Ban Chỉ đạo',
      teamLead: '',
      heldOn: '2018-11-13',
      documentNo: '',
      documentOn: null,
      conclusion,
      recommendations: [one],
    })
    const recommendation = await writer
      .selectFrom('recommendation')
      .select('id')
      .where('inspection_id', '=', subjectId)
      .executeTakeFirstOrThrow()
    await sql`update task set inspection_id = ${subjectId}, recommendation_id = ${recommendation.id}
      where ordinal % ${sql.lit(size.inspections)} = ${sql.lit(n)}`.execute(writer)
  }
  for (const [n, id] of unitIds.entries()) {
    await sql`update task set lead_unit_id = ${id} where ordinal % ${sql.lit(unitIds.length)} = ${sql.lit(n)}`.execute(
      writer,
    )
  }
}
