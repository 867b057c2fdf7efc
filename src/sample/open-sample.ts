import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inTransaction } from '../data/database.ts'
import type { Db } from '../data/schema.ts'
import { dispatchEvents } from '../domain/dispatch.ts'
import type { Act } from '../domain/event.ts'
import { layEvidence } from '../domain/evidence.ts'
import { createInspection } from '../domain/inspection.ts'
import { type ComposeLetter, claimMessage, listOwedMessages } from '../domain/message.ts'
import { type ChainKey, type Occasion, occasionAt } from '../domain/occasion.ts'
import { workOffice } from '../domain/office-day.ts'
import { perform } from '../domain/perform.ts'
import { createSampleOffice, setSampleDay } from '../domain/sample-office.ts'
import { createTask } from '../domain/task.ts'
import { normaliseText } from '../lib/fold.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { sha256 } from '../lib/sha256.ts'
import type { SampleAct } from './act.ts'
import { decemberActs, sampleOpensOn } from './acts-december.ts'
import { novemberActs } from './acts-november.ts'
import { locateRecommendations, sampleCast, sampleUnits } from './cast.ts'
import { enterModels } from './emulation-models.ts'
import { enterCast } from './enter-cast.ts'
import { createNames, type SampleNames } from './names.ts'
import { sampleTask } from './tasks.ts'

const foundedOn = '2018-11-13'

/** The text of 13/11/2018 as it stands on the department's page. */
export function sampleConclusion(): string {
  return normaliseText(readFileSync(join(import.meta.dirname, 'inspection-2018.txt'), 'utf8')).trim()
}

export interface PlayOptions {
  db: Db
  keys: ChainKey[]
  /** The system's clock, by which mail is queued and retried. */
  now: () => Date
  /** Words the letters, which all stay in the outbox. */
  compose: ComposeLetter
  /** The day to stop on: its duties are done and its acts played. */
  until?: PlainDate
  /** Acts to play besides or instead of the sample's own. */
  acts?: readonly SampleAct[]
}

/**
 * Fills an empty database with the sample: every act replayed through its verb on its day, with each day's duties run
 * by the worker's own function between them (DECISIONS 25). In one transaction: nobody is shown half a sample, and an
 * opening that is cut off has never been.
 */
export async function openSample(options: PlayOptions): Promise<void> {
  await inTransaction(options.db, async trx => playSample({ ...options, db: trx }))
}

async function playSample(options: PlayOptions): Promise<void> {
  const { db, keys } = options
  await foundOffice(options)
  const names = await createNames(db)
  const acts = options.acts ?? [...novemberActs, ...decemberActs]
  await recordInspection(options, names)
  await enterModels(db, names, id => actOf(keys, names, { day: foundedOn, time: '16:45', who: 'tuyet', id }))
  const until = options.until ?? sampleOpensOn
  for (let day: PlainDate = addDays(foundedOn, 1); day <= until; day = addDays(day, 1)) {
    await setSampleDay(db, day)
    await workOffice(db, keys, options.now())
    await keepLetters(options, occasionAt(day, '07:30', keys))
    await playDay(options, names, acts, day)
  }
}

/** The office, its units, committees, people and posts, on 13/11/2018. */
export async function foundOffice({ db, keys }: Pick<PlayOptions, 'db' | 'keys'>): Promise<void> {
  const { name, title } = sampleCast.quan
  await createSampleOffice(db, occasionAt(foundedOn, '08:00', keys), {
    name: sampleUnits.so.name,
    parentName: 'Ủy ban nhân dân tỉnh Vĩnh Long',
    shortName: sampleUnits.so.short,
    place: 'Vĩnh Long',
    helpContact: 'Văn phòng Sở, máy lẻ 102',
    founder: { name, title, email: 'quan@sgddt.example' },
  })
  await enterCast(db, keys, foundedOn)
}

/** The inspection with its seven recommendations, entered in the afternoon of the same day. */
export async function recordInspection(
  { db, keys }: Pick<PlayOptions, 'db' | 'keys'>,
  names: SampleNames,
): Promise<void> {
  const conclusion = sampleConclusion()
  const act = actOf(keys, names, { day: foundedOn, time: '16:30', who: 'tuyet', id: 'inspection' })
  await createInspection(db, act, {
    organisationId: names.unit('so'),
    committeeId: names.committee('tinh'),
    inspectedUnitId: names.unit('so'),
    number: '',
    title: 'Kiểm tra việc thực hiện quy chế dân chủ ở cơ sở và năm Dân vận chính quyền 2018',
    body: 'Đoàn kiểm tra Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở Tỉnh ủy',
    teamLead: 'Ông Trần Công Hiếu, Phó Trưởng Ban Tuyên giáo Tỉnh ủy',
    heldOn: '2018-11-13',
    documentNo: '',
    documentOn: null,
    conclusion,
    recommendations: locateRecommendations(conclusion),
  })
  await names.read(db)
  await names.appointInspector(
    db,
    actOf(keys, names, { day: foundedOn, time: '16:40', who: 'tuyet', id: 'inspector' }),
  )
}

/** Plays the acts of one day in their order, drawing each one's consequences at once, as the running worker does. */
export async function playDay(
  options: PlayOptions,
  names: SampleNames,
  acts: readonly SampleAct[],
  day: PlainDate,
): Promise<void> {
  const { db, keys, now } = options
  const today = acts
    .filter(act => act.day === day)
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  for (const one of today) {
    await playAct(db, keys, names, one)
    await names.read(db)
    const occasion = occasionAt(day, one.time, keys)
    await dispatchEvents(db, occasion, { limit: 200, now: now() })
    await keepLetters(options, occasion)
  }
}

/** The letters whose time has come are worded and kept: what the ledger then says is what the day was like. */
async function keepLetters({ db, now, compose }: PlayOptions, occasion: Occasion): Promise<void> {
  const sender = { worker: 'sample', occasion, now: now(), route: 'none', perMinute: 1_000, compose } as const
  for (let ids = await listOwedMessages(db, sender, 200); ids.length > 0; ) {
    for (const id of ids) await claimMessage(db, id, sender)
    ids = await listOwedMessages(db, sender, 200)
  }
}

/** One act through its verb; what follows from it is left to whoever dispatches. */
export async function playAct(db: Db, keys: ChainKey[], names: SampleNames, one: SampleAct): Promise<void> {
  const act = actOf(keys, names, { ...one, id: idOf(one) })
  if (one.kind === 'draft') {
    await createTask(db, act, names.recommendation(one.code), draftOf(names, one))
    return
  }
  if (one.kind === 'evidence') {
    const { evidence } = one
    const input =
      'statement' in evidence
        ? ({ kind: 'statement', ...evidence } as const)
        : ({ kind: 'document', ...evidence } as const)
    await layEvidence(db, act, names.task(one.code), input)
    return
  }
  const input = one.input(names) as never
  await perform(db, { ...act, act: one.act, taskId: names.task(one.code), input, channel: 'import' })
}

function idOf(one: SampleAct): string {
  const what = one.kind === 'act' ? `${one.act} ${JSON.stringify(one.input.toString())}` : one.kind
  return `${one.day} ${one.time} ${one.who} ${one.code} ${what}`
}

function draftOf(names: SampleNames, { code, day }: SampleAct) {
  const task = sampleTask(code)
  const december = day >= '2018-12-01'
  return {
    title: task.title,
    criterion: task.criterion,
    leadUnitId: names.unit(task.lead),
    dueOn: task.due,
    documentNo: december ? '126/KH-SGDĐT' : '118/KH-SGDĐT',
    documentOn: december ? '2018-12-04' : '2018-11-20',
    documentFileId: null,
    verifierId: task.verifier ? names.post(task.verifier) : null,
    coUnits: (task.co ?? []).map(part => ({
      unitId: names.unit(part.unit),
      deliverable: part.deliverable,
      dueOn: part.due,
    })),
  }
}

interface When {
  day: PlainDate
  time: string
  who: keyof typeof sampleCast
  id: string
}

/** The act's id is made of what it is, so that a second opening finds it done. */
function actOf(keys: ChainKey[], names: SampleNames, { day, time, who, id }: When): Act {
  const hash = sha256(`sample ${id}`)
  const actId = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
  return { personId: names.person(who), actId, occasion: occasionAt(day, time, keys) }
}
