import { randomUUID } from 'node:crypto'
import { createInspection } from '../../src/domain/inspection.ts'
import type { TestOffice } from './office.ts'

/** Records an inspection whose conclusion asks something in each line; returns its id. */
export async function recordAsks(office: TestOffice, lines: string[]): Promise<string> {
  const head = 'KẾT LUẬN KIỂM TRA\nĐoàn kiểm tra kiến nghị:\n'
  const conclusion = head + lines.join('\n')
  let reached = head.length
  const recommendations = lines.map((quote, index) => {
    const start = conclusion.indexOf(quote, reached)
    reached = start + quote.length
    const kind = quote.includes('hằng quý') ? ('standing' as const) : ('once' as const)
    return { quote, start, end: reached, summary: `Việc ${index + 1}`, theme: '', kind }
  })
  const act = { personId: office.person.tuyet, actId: randomUUID(), occasion: office.occasion('2018-12-03') }
  const { subjectId } = await createInspection(office.database.writer, act, {
    number: 'KT-2018-02',
    title: 'Kiểm tra lần hai',
    body: 'Sở Nội vụ',
    teamLead: '',
    organisationId: office.unit.so,
    committeeId: null,
    inspectedUnitId: office.unit.so,
    heldOn: '2018-12-01',
    documentNo: '',
    documentOn: null,
    conclusion,
    recommendations,
  })
  return subjectId
}
