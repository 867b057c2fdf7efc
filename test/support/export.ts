import { randomUUID } from 'node:crypto'
import type { ExportRow } from '../../src/data/export.ts'
import { type ExportFormat, type ExportQuery, orderExport } from '../../src/domain/export.ts'
import type { CastKey, TestOffice } from './office.ts'

/** Asks for a file as this member of the cast, on 10/12/2018 unless told otherwise; gives its id. */
export async function askFor(
  office: TestOffice,
  who: CastKey,
  format: ExportFormat,
  query: Partial<ExportQuery> = {},
  now = new Date('2018-12-10T02:00:00.000Z'),
): Promise<string> {
  const act = { personId: office.person[who], actId: randomUUID(), occasion: office.occasion('2018-12-10') }
  const input = { format, query: { asOf: '2018-12-10', ...query }, now }
  return (await orderExport(office.database.writer, act, input)).subjectId
}

export async function exportRow(office: TestOffice, id: string): Promise<ExportRow> {
  return office.database.reader
    .selectFrom('export')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}
