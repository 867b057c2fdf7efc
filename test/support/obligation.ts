import { randomUUID } from 'node:crypto'
import { issueObligation, prepareObligation } from '../../src/domain/obligation.ts'
import type { ObligationInput } from '../../src/domain/obligation-check.ts'
import type { CastKey, TestOffice } from './office.ts'

/** An act of one of the cast on a day. */
export function actBy(office: TestOffice, who: CastKey, day: string, actId: string = randomUUID()) {
  return { personId: office.person[who], actId, occasion: office.occasion(day) }
}

export function obligationInput(office: TestOffice, more: Partial<ObligationInput> = {}): ObligationInput {
  return {
    title: 'Tổ chức đối thoại định kỳ với viên chức, người lao động',
    criterion: 'Báo cáo kết quả đối thoại của kỳ, có biên bản kèm theo',
    leadUnitId: office.unit.tccb,
    cycle: 'quarter',
    cutOffDay: 14,
    sendDays: 4,
    documentNo: '130/SGDĐT-VP',
    documentOn: '2018-11-25',
    documentFileId: null,
    ...more,
  }
}

/** Makes the office's second recommendation a standing one. */
export async function makeStanding(office: TestOffice): Promise<string> {
  const id = office.recommendationIds[1] as string
  await office.database.writer
    .updateTable('recommendation')
    .set({ kind: 'standing' })
    .where('id', '=', id)
    .execute()
  return id
}

export async function prepared(
  office: TestOffice,
  day: string,
  more: Partial<ObligationInput> = {},
): Promise<string> {
  const recommendationId = await makeStanding(office)
  const act = actBy(office, 'tuyet', day)
  const done = await prepareObligation(
    office.database.writer,
    act,
    recommendationId,
    obligationInput(office, more),
  )
  return done.subjectId
}

/** A duty of Phòng Tổ chức cán bộ, issued by Lê Thị Kim Ngân on the day. */
export async function issuedObligation(
  office: TestOffice,
  day: string,
  more: Partial<ObligationInput> = {},
): Promise<string> {
  const id = await prepared(office, day, more)
  await issueObligation(office.database.writer, actBy(office, 'ngan', day), id, { version: 1 })
  return id
}

/** The obligation's cycles with their tasks, the first first. */
export async function cyclesOf(office: TestOffice, obligationId: string) {
  return office.database.reader
    .selectFrom('obligation_cycle')
    .innerJoin('task', 'task.id', 'obligation_cycle.task_id')
    .selectAll('obligation_cycle')
    .select(['task.title', 'task.due_on', 'task.state', 'task.assigner_id', 'task.issued_on', 'task.version'])
    .where('obligation_cycle.obligation_id', '=', obligationId)
    .orderBy('obligation_cycle.ordinal')
    .execute()
}
