/**
 * `node test/bench/search.ts [words]`: what a search costs among 100,000 tasks and 500,000 updates, and what a month of
 * the calendar does. BENCH_TASKS and BENCH_UPDATES set other sizes; words given are searched for besides. Prints; tests nothing.
 */
import { findActor } from '../../src/data/actor.ts'
import { countDates, listDates } from '../../src/data/calendar-date.ts'
import type { NewRow } from '../../src/data/schema.ts'
import { writeSearchTexts } from '../../src/data/search-entry.ts'
import { countTasks, listTasks } from '../../src/data/task-list.ts'
import { findCalendar } from '../../src/domain/calendar.ts'
import { statusDay } from '../../src/domain/status-day.ts'
import { newId } from '../../src/lib/id.ts'
import { readSearch } from '../../src/lib/search-words.ts'
import { searchEverything } from '../../src/web/search-everything.ts'
import { insertManyTasks } from '../support/many-tasks.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../support/office.ts'

const tasks = Number(process.env.BENCH_TASKS ?? 100_000)
const updates = Number(process.env.BENCH_UPDATES ?? 500_000)
const today = '2018-12-10'
const said = [
  'Đã họp rà soát và thống nhất nội dung dự thảo',
  'Đang lấy ý kiến các trường trực thuộc về tập huấn kỹ năng tiếp công dân',
  'Chưa có kết quả vì chờ văn bản của cấp trên',
  'Đã công khai trên Trang thông tin điện tử của đơn vị',
]
const cleanups: (() => unknown)[] = []
const office = await openTestOffice({ teardown: work => void cleanups.push(work) })
try {
  const started = performance.now()
  const ids = await insertManyTasks(office, tasks)
  for (let at = 0; at < updates; at += 200) await insertUpdates(office, ids, at, Math.min(200, updates - at))
  console.log(`filled with ${tasks} tasks, ${updates} updates in ${seconds(started)} s`)
  const words = [
    'tap huan',
    'tập huấn',
    'quy che',
    'van ban',
    'ban chi dao',
    '1.4242',
    'hu',
    'quy che xylophon',
  ]
  for (const who of ['bao', 'phuc', 'hanh', 'son'] satisfies CastKey[])
    for (const word of [...words, ...process.argv.slice(2)]) await search(who, word)
  for (const word of ['tap huan', 'cong khai', '1.4242']) await list(word)
  for (const who of ['bao', 'phuc'] satisfies CastKey[]) await month(who)
} finally {
  for (const work of cleanups) await work()
}

async function insertUpdates(
  { database, person, appointment }: TestOffice,
  ids: string[],
  from: number,
  count: number,
) {
  const rows = Array.from({ length: count }, (_, n): NewRow<'task_update'> => {
    const number = from + n
    return {
      id: newId(),
      task_id: ids[number % ids.length] as string,
      co_unit_id: null,
      kind: 'update',
      round: 0,
      text: `${said[number % said.length]} ${number}`,
      percent: null,
      blocker: '',
      claimed_on: null,
      person_id: person.phuc,
      appointment_id: appointment.phuc,
      on_day: '2018-12-01',
      created_at: '2018-12-01T02:00:00.000Z',
      version: 1,
    }
  })
  await database.writer.transaction().execute(async trx => {
    await trx.insertInto('task_update').values(rows).execute()
    const texts = rows.map(row => ({
      kind: 'update' as const,
      subjectId: row.id,
      taskId: row.task_id,
      inspectionId: null,
      text: row.text,
    }))
    await writeSearchTexts(trx, texts)
  })
}

async function search(who: CastKey, typed: string) {
  const actor = await actorOf(who)
  const query = readSearch(typed)
  if (!query) return
  let hits = 0
  await time(`search by ${who}: ${typed}`, async () => {
    const found = await searchEverything(office.database.reader, actor, { query, from: 0, limit: 5 })
    hits = found.reduce((sum, one) => sum + one.count, 0)
  })
  console.log(`  ${hits} hits`)
}

async function list(text: string) {
  const { reader } = office.database
  const actor = await actorOf('bao')
  const day = statusDay(today, await findCalendar(reader))
  const filter = { text, unclosed: true }
  await time(`list of tasks: ${text}`, async () => {
    await listTasks(reader, actor, { filter, day, sort: 'due', descending: false, limit: 50 })
    await countTasks(reader, actor, filter, day, 1_000)
  })
}

async function month(who: CastKey) {
  const actor = await actorOf(who)
  const query = { from: '2018-11-26', to: '2019-01-06', reach: 'all' as const }
  await time(`month of ${who}`, async () => {
    await countDates(office.database.reader, actor, query)
    await listDates(office.database.reader, actor, query, 8)
  })
}

async function actorOf(who: CastKey) {
  const actor = await findActor(office.database.reader, office.person[who], today)
  if (!actor) throw new Error(who)
  return actor
}

async function time(name: string, work: () => Promise<unknown>) {
  const times: number[] = []
  for (let n = 0; n < 15; n++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  console.log(
    `${name.padEnd(44)} p50 ${(times[7] ?? 0).toFixed(1)} ms, most ${(times[14] ?? 0).toFixed(1)} ms`,
  )
}

function seconds(started: number): string {
  return ((performance.now() - started) / 1000).toFixed(1)
}
