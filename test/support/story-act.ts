import { findAppointment, listAppointments } from '../../src/data/appointment.ts'
import { listPeople } from '../../src/data/person.ts'
import { listSampleRows } from '../../src/data/sample.ts'
import type { Db } from '../../src/data/schema.ts'
import { listUnits } from '../../src/data/unit.ts'
import { createAppointment } from '../../src/domain/appointment.ts'
import { endAppointment } from '../../src/domain/appointment-change.ts'
import type { Act } from '../../src/domain/event.ts'
import { layEvidence } from '../../src/domain/evidence.ts'
import { type ChainKey, occasionAt } from '../../src/domain/occasion.ts'
import { perform } from '../../src/domain/perform.ts'
import { createPerson } from '../../src/domain/person.ts'
import { createTask } from '../../src/domain/task.ts'
import type { TaskActInput, TaskActName } from '../../src/domain/task-transitions.ts'
import type { SampleAct } from '../../src/sample/act.ts'
import { type SamplePerson, type SampleUnit, sampleCast, sampleUnits } from '../../src/sample/cast.ts'
import type { SampleNames } from '../../src/sample/names.ts'
import { playAct } from '../../src/sample/open-sample.ts'
import { type Newcomer, newcomers, type StoryTask } from './story-cast.ts'

export type StoryPerson = SamplePerson | Newcomer

/** What an act needs of the office it happens in. */
export interface Stage {
  db: Db
  keys: ChainKey[]
  names: SampleNames
}

export interface StoryAct {
  day: string
  time: string
  what: string
  play(stage: Stage): Promise<unknown>
}

type Moment = `${string} ${string}`

/** Ids by the story's keys, read anew for each act: people come, tasks are drafted. */
export interface Ids {
  unit(key: SampleUnit): string
  person(key: StoryPerson): string
  post(key: StoryPerson): string
  task(code: string): string
  part(code: string, unit: SampleUnit): string
  recommendation(code: string): string
}

export function fromSample(one: SampleAct): StoryAct {
  const what = one.kind === 'act' ? one.act : one.kind
  return {
    day: one.day,
    time: one.time,
    what: `${one.who} ${what} ${one.code}`,
    async play({ db, keys, names }) {
      await playAct(db, keys, names, one)
      await names.read(db)
    },
  }
}

/** `does('2018-12-12 08:15', 'lan', '1.3', 'receive', { officerId: null })` */
export function does<N extends TaskActName>(
  at: Moment,
  who: StoryPerson,
  code: string,
  act: N,
  input: TaskActInput<N> | ((ids: Ids) => TaskActInput<N>),
): StoryAct {
  return step(at, `${who} ${act} ${code}`, who, async ({ db }, ids, base) => {
    const given = typeof input === 'function' ? (input as (ids: Ids) => TaskActInput<N>)(ids) : input
    await perform(db, { ...base, act, taskId: ids.task(code), input: given })
  })
}

export function drafts(at: Moment, code: string, task: StoryTask): StoryAct {
  return step(at, `tuyet drafts ${code}`, 'tuyet', async ({ db }, ids, base) => {
    await createTask(db, base, ids.recommendation(code), draftOf(task, ids))
  })
}

/** A draft that came back is given to another unit. */
export function redrafts(at: Moment, code: string, task: StoryTask): StoryAct {
  return does(at, 'tuyet', code, 'prepare', ids => draftOf(task, ids))
}

/** A report of completion with the document that shows it. */
export function reports(at: Moment, who: StoryPerson, code: string, documentNo: string): StoryAct {
  return step(at, `${who} reports ${code}`, who, async ({ db }, ids, base) => {
    const documentOn = base.occasion.today
    await layEvidence(db, { ...base, actId: null }, ids.task(code), {
      kind: 'document',
      documentNo,
      documentOn,
    })
    const input = { text: `Đã hoàn thành theo văn bản ${documentNo}.`, claimedOn: documentOn }
    await perform(db, { ...base, act: 'report', taskId: ids.task(code), input })
  })
}

/** A newcomer is entered and takes a post from a day on. */
export function appoints(at: Moment, key: Newcomer, fromOn: string): StoryAct {
  const { name, unit, role, title } = newcomers[key]
  return step(at, `quan appoints ${key}`, 'quan', async ({ db }, ids, base) => {
    const person = { name, email: `${key}@sgddt.example`, phone: '' }
    const { subjectId: personId } = await createPerson(db, { ...base, actId: null }, person)
    const post = { personId, unitId: ids.unit(unit), role, title, fromOn, toOn: null, isHead: false }
    await createAppointment(db, base, { ...post, actingForId: null, committeeId: null, inspectionId: null })
  })
}

/** A post ends; `toOn` is its last day. */
export function ends(at: Moment, key: SamplePerson, toOn: string): StoryAct {
  return step(at, `quan ends ${key}`, 'quan', async ({ db }, ids, base) => {
    const post = await findAppointment(db, ids.post(key))
    if (!post) throw new Error(`${key} holds no post`)
    await endAppointment(db, base, { id: post.id, version: post.version, toOn })
  })
}

type Play = (stage: Stage, ids: Ids, base: Act) => Promise<void>

function step(at: Moment, what: string, who: StoryPerson, play: Play): StoryAct {
  const [day = '', time = ''] = at.split(' ')
  return {
    day,
    time,
    what,
    async play(stage) {
      const ids = await readIds(stage.db)
      const occasion = occasionAt(day, time, stage.keys)
      await play(stage, ids, { personId: ids.person(who), actId: crypto.randomUUID(), occasion })
    },
  }
}

export async function readIds(db: Db): Promise<Ids> {
  const units = new Map((await listUnits(db)).map(unit => [unit.name, unit.id]))
  const people = new Map((await listPeople(db)).map(person => [person.name, person.id]))
  const posts = new Map((await listAppointments(db)).map(post => [post.person_name, post.id]))
  const rows = await listSampleRows(db)
  const tasks = new Map(rows.tasks.map(task => [task.code, task.id]))
  const parts = new Map(rows.parts.map(part => [`${part.code} ${part.unit_id}`, part.id]))
  const recommendations = new Map(rows.recommendations.map(one => [`${one.ordinal}`, one.id]))
  const unit = (key: SampleUnit) => known(units, sampleUnits[key].name)
  return {
    unit,
    person: key => known(people, nameOf(key)),
    post: key => known(posts, nameOf(key)),
    task: code => known(tasks, code),
    part: (code, key) => known(parts, `${code} ${unit(key)}`),
    recommendation: code => known(recommendations, code.split('.')[0] ?? ''),
  }
}

function nameOf(key: StoryPerson): string {
  return { ...sampleCast, ...newcomers }[key].name
}

function known(map: Map<string, string>, key: string): string {
  const id = map.get(key)
  if (!id) throw new Error(`the story has no ${key}`)
  return id
}

function draftOf({ title, lead, due }: StoryTask, ids: Ids) {
  return {
    title,
    criterion: 'Văn bản có số, ngày và chữ ký',
    leadUnitId: ids.unit(lead),
    dueOn: due,
    documentNo: '131/KH-SGDĐT',
    documentOn: '2018-12-11',
    documentFileId: null,
    verifierId: null,
    coUnits: [],
  }
}
