import { randomUUID } from 'node:crypto'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { listEvidence, listPendingEvidence } from '../../src/data/evidence.ts'
import { findFileFor, findKnownFiles } from '../../src/data/file.ts'
import { Invalid, NotAllowed, NotFound, WrongState } from '../../src/domain/errors.ts'
import { type EvidenceInput, layEvidence, mostPending, removeEvidence } from '../../src/domain/evidence.ts'
import { dailyUploadBytes, recordDocument, type UploadedFile } from '../../src/domain/file.ts'
import { newId } from '../../src/lib/id.ts'
import { sha256 } from '../../src/lib/sha256.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../support/office.ts'

const day = '2018-11-22'
const upload = (name = 'Quy chế.pdf', size = 1000): UploadedFile => ({
  id: newId(),
  name,
  mediaType: 'application/pdf',
  size,
  sha256: sha256(name),
})
const act = (office: TestOffice, who: CastKey, on = day) => ({
  personId: office.person[who],
  actId: randomUUID(),
  occasion: office.occasion(on),
})

async function withTask(t: Tap) {
  const office = await openTestOffice(t)
  const taskId = await office.issued('2018-11-20', '2018-12-14', {
    coUnits: [{ unitId: office.unit.cd, deliverable: 'Góp ý', dueOn: null }],
  })
  await office.act('phuc', '2018-11-21', 'receive', taskId, { officerId: office.appointment.hanh })
  const lay = (who: CastKey, input: EvidenceInput, on?: string) =>
    layEvidence(office.database.writer, act(office, who, on), taskId, input)
  const sees = async (who: CastKey, fileId: string) => {
    const actor = (await findActor(office.database.reader, office.person[who], day))!
    return (await findFileFor(office.database.reader, actor, fileId)) !== undefined
  }
  return { office, taskId, lay, sees }
}

interface Tap {
  teardown(work: () => unknown): void
}

await t.test('evidence lies ready for its own person until a report attaches it', async t => {
  const { office, taskId, lay, sees } = await withTask(t)
  const { reader } = office.database
  const file = upload()
  await lay('phuc', { kind: 'file', file })
  await lay('phuc', { kind: 'document', documentNo: '412/QĐ-SGDĐT', documentOn: '2018-11-21' })
  await lay('hanh', { kind: 'statement', statement: 'Tôi cam đoan Quy chế đã được niêm yết.' })
  t.same(
    (await listPendingEvidence(reader, taskId, office.person.phuc)).map(row => [
      row.kind,
      row.file_name,
      row.document_no,
    ]),
    [
      ['file', 'Quy chế.pdf', ''],
      ['document', null, '412/QĐ-SGDĐT'],
    ],
  )
  t.equal(await sees('phuc', file.id), true)
  for (const other of ['hanh', 'khoi', 'ngan', 'tuyet', 'hang'] as const)
    t.equal(await sees(other, file.id), false, other)

  await office.act('phuc', day, 'update', taskId, { text: 'Đã ban hành.', percent: 90, blocker: '' })
  t.same(
    (await listEvidence(reader, taskId)).map(row => [row.kind, row.state]),
    [
      ['file', 'attached'],
      ['document', 'attached'],
    ],
  )
  for (const team of ['phuc', 'hanh', 'thuy', 'khoi', 'ngan', 'tuyet', 'minh', 'son'] as const)
    t.equal(await sees(team, file.id), true, team)
  for (const outsider of ['hang', 'nhung', 'hieu', 'quan'] as const)
    t.equal(await sees(outsider, file.id), false, outsider)
})

await t.test('the same piece sent twice is kept once', async t => {
  const { office, taskId, lay } = await withTask(t)
  const pieces: (() => EvidenceInput)[] = [
    () => ({ kind: 'file', file: upload() }),
    () => ({ kind: 'document', documentNo: '412/QĐ', documentOn: '2018-11-21' }),
    () => ({ kind: 'statement', statement: 'Đã làm.' }),
  ]
  for (const piece of pieces) {
    const first = await lay('phuc', piece())
    const again = await lay('phuc', piece())
    t.same([first.isNew, again.isNew, again.id], [true, false, first.id])
  }
  t.equal((await listPendingEvidence(office.database.reader, taskId, office.person.phuc)).length, 3)
})

await t.test('who may lay evidence, and when', async t => {
  const { office, taskId, lay } = await withTask(t)
  const piece: EvidenceInput = { kind: 'statement', statement: 'x' }
  for (const may of ['phuc', 'hanh', 'thuy'] as const) t.ok((await lay(may, piece)).isNew, may)
  for (const never of ['ngan', 'tuyet', 'khoi', 'minh', 'son'] as const)
    await t.rejects(lay(never, piece), NotAllowed, never)
  for (const outsider of ['hang', 'nhung', 'hieu', 'quan'] as const)
    await t.rejects(lay(outsider, piece), NotFound, outsider)
  await t.rejects(layEvidence(office.database.writer, act(office, 'phuc'), newId(), piece), NotFound)
  const parts = await office.database.reader.selectFrom('co_unit').select('id').execute()
  await office.act('phuc', day, 'waive_co_unit', taskId, { coUnitId: parts[0]!.id, reason: 'Không cần' })
  await office.act('phuc', day, 'report', taskId, { text: 'Xong', claimedOn: day })
  await t.rejects(lay('phuc', piece), WrongState)
  await office.act('khoi', day, 'verify', taskId, { note: '' })
  await t.rejects(lay('phuc', piece), WrongState)
})

await t.test('what is wrong with a piece is said at its field', async t => {
  const { lay } = await withTask(t)
  const fields = async (input: EvidenceInput) => {
    const error: unknown = await lay('phuc', input).catch((error: unknown) => error)
    return error instanceof Invalid ? error.fields : error
  }
  t.same(await fields({ kind: 'document', documentNo: ' ', documentOn: null }), {
    evidenceDocumentNo: 'error.required.evidenceDocumentNo',
    evidenceDocumentOn: 'error.required.evidenceDocumentOn',
  })
  t.same(await fields({ kind: 'document', documentNo: '1', documentOn: '31/02' }), {
    evidenceDocumentOn: 'error.not_a_date',
  })
  t.same(await fields({ kind: 'document', documentNo: '1', documentOn: '2018-11-23' }), {
    evidenceDocumentOn: 'error.date_after_today',
  })
  t.same(await fields({ kind: 'statement', statement: '' }), {
    evidenceStatement: 'error.required.evidenceStatement',
  })
  for (let n = 0; n < mostPending; n += 1) await lay('phuc', { kind: 'statement', statement: `${n}` })
  t.same(await fields({ kind: 'file', file: upload() }), {
    evidenceFile: { key: 'error.too_much_evidence', values: { max: mostPending } },
  })
})

await t.test('a pending piece can be taken back by its person alone; an attached one stays', async t => {
  const { office, taskId, lay } = await withTask(t)
  const { writer, reader } = office.database
  const file = upload()
  const { id } = await lay('phuc', { kind: 'file', file })
  t.same(await removeEvidence(writer, act(office, 'hanh'), taskId, id), { fileId: null })
  t.same(await removeEvidence(writer, act(office, 'phuc'), taskId, id), { fileId: file.id })
  t.same(await removeEvidence(writer, act(office, 'phuc'), taskId, id), { fileId: null })
  t.same(await findKnownFiles(reader, [file.id]), new Set())
  const kept = await lay('phuc', { kind: 'file', file: upload() })
  await office.act('phuc', day, 'update', taskId, { text: 'Có minh chứng', percent: 10, blocker: '' })
  t.same(await removeEvidence(writer, act(office, 'phuc'), taskId, kept.id), { fileId: null })
  t.equal((await listEvidence(reader, taskId)).length, 1)
  await t.rejects(removeEvidence(writer, act(office, 'hang'), taskId, kept.id), NotFound)
})

await t.test('a day has a quota for each person', async t => {
  const { office, lay } = await withTask(t)
  const big = upload('lớn.pdf', dailyUploadBytes - 500)
  await lay('phuc', { kind: 'file', file: big })
  const over = { key: 'error.file.quota', values: { max: 200 } }
  const error = (await lay('phuc', { kind: 'file', file: upload('thêm.pdf', 501) }).catch(
    (e: unknown) => e,
  )) as Invalid
  t.same(error.fields, { evidenceFile: over })
  await lay('phuc', { kind: 'file', file: upload('vừa.pdf', 500) })
  await lay('hanh', { kind: 'file', file: upload('khác.pdf', 501) })
  await lay('phuc', { kind: 'file', file: upload('mai.pdf', 501) }, '2018-11-23')
  t.equal((await findKnownFiles(office.database.reader, [big.id, newId()])).size, 1)
})

await t.test('a document belongs to the task it assigns or was signed for', async t => {
  const { office, taskId, sees } = await withTask(t)
  const { writer } = office.database
  const documentOf = async (who: CastKey, forTask: string | null) => {
    const file = upload(`${who}.pdf`)
    await recordDocument(writer, act(office, who), file, { taskId: forTask, field: 'documentFile' })
    return file.id
  }
  const draftDocument = await documentOf('tuyet', null)
  t.equal(await sees('tuyet', draftDocument), true)
  t.equal(await sees('ngan', draftDocument), false)
  const draftId = await office.draft(day, '2018-12-20', { documentFileId: draftDocument })
  t.equal(await sees('ngan', draftDocument), true)
  t.equal(await sees('phuc', draftDocument), false, 'a draft is not theirs yet')
  await office.act('ngan', day, 'issue', draftId, {})
  t.equal(await sees('phuc', draftDocument), true)
  t.equal(await sees('hang', draftDocument), false)

  const signed = await documentOf('tuyet', taskId)
  t.equal(await sees('phuc', signed), false, 'nothing was recorded with it yet')
  const onBehalf = { leaderId: office.appointment.ngan, documentNo: '9', documentOn: day, fileId: signed }
  await office.act('tuyet', day, 'withdraw', taskId, { reason: 'Trùng', successorId: null }, { onBehalf })
  t.equal(await sees('phuc', signed), true)
  t.equal(await sees('hang', signed), false)

  for (const never of ['phuc', 'khoi', 'minh'] as const)
    await t.rejects(documentOf(never, taskId), NotAllowed)
  await t.rejects(documentOf('tuyet', newId()), NotFound)
})

await t.test("another's document cannot be named to be read", async t => {
  const { office } = await withTask(t)
  const file = upload()
  await recordDocument(office.database.writer, act(office, 'ngan'), file, {
    taskId: null,
    field: 'documentFile',
  })
  const wrong = { documentFile: 'error.unknown_file' }
  for (const documentFileId of [file.id, newId(), 'x']) {
    const error = await office.draft(day, '2018-12-20', { documentFileId }).catch((e: unknown) => e)
    t.same((error as Invalid).fields, wrong)
  }
})
