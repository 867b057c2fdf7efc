import { findActor } from '../../src/data/actor.ts'
import { findRepeats } from '../../src/domain/repeat.ts'
import { fold } from '../../src/lib/fold.ts'
import { newId } from '../../src/lib/id.ts'
import type { TestOffice } from '../support/office.ts'

type Report = (name: string, value: number, unit: string) => void

const earlier = 5_000
const asked = 40
const rowsAtOnce = 500
const things = 'hồ sơ viên chức, thu chi ngoài ngân sách, quy chế dân chủ, an toàn trường học'.split(', ')

/** Which of the recommendations of one conclusion repeat one of thousands before: what its page waits for. */
export async function repeats(report: Report, office: TestOffice): Promise<void> {
  console.log(`\n# repeats (${asked} recommendations among ${earlier} earlier ones)`)
  const { reader } = office.database
  await insertEarlier(office)
  const actor = await findActor(reader, office.person.tuyet, '2018-12-10')
  if (!actor) throw new Error('no secretary')
  const place = { inspectedUnitId: null, organisationId: office.unit.so, until: '2018-12-10' }
  const quotes = Array.from({ length: asked }, (_, n) => quoteOf(n * 100 + 7))
  const started = performance.now()
  const found = await findRepeats(reader, actor, place, quotes)
  report('repeats found', performance.now() - started, 'ms')
  const missed = found.filter(one => one === null).length
  if (missed > 0) throw new Error(`${missed} repeats were not found`)
}

function quoteOf(n: number): string {
  return `Đề nghị Trường số ${n % 97} rà soát ${things[n % things.length]} của năm học ${1918 + (n % 101)}, lập danh sách ${n} trường hợp chưa đúng và khắc phục trước kỳ kiểm tra thứ ${n % 89}.`
}

async function insertEarlier({ database }: TestOffice): Promise<void> {
  const { reader, writer } = database
  const model = await reader.selectFrom('recommendation').selectAll().limit(1).executeTakeFirstOrThrow()
  const inspections = await reader.selectFrom('inspection').select('id').execute()
  const rows = Array.from({ length: earlier }, (_, n) => {
    const quote = quoteOf(n)
    return {
      ...model,
      id: newId(),
      inspection_id: inspections[n % inspections.length]!.id,
      ordinal: 1_000 + n,
      quote,
      folded: fold(quote),
    }
  })
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await writer
      .insertInto('recommendation')
      .values(rows.slice(at, at + rowsAtOnce))
      .execute()
}
