import { listAppointments } from '../data/appointment.ts'
import { listCommittees } from '../data/committee.ts'
import { listPeople } from '../data/person.ts'
import { listSampleRows } from '../data/sample.ts'
import type { Db } from '../data/schema.ts'
import { listUnits } from '../data/unit.ts'
import { createAppointment } from '../domain/appointment.ts'
import type { Act } from '../domain/event.ts'
import type { Names } from './act.ts'
import { type SamplePerson, type SampleUnit, sampleCast, sampleUnits } from './cast.ts'
import type { SampleTaskCode } from './tasks.ts'

export interface SampleNames extends Names {
  person(key: SamplePerson): string
  committee(key: 'tinh' | 'so'): string
  recommendation(code: SampleTaskCode): string
  /** Reads what has been made since. */
  read(db: Db): Promise<void>
  appointInspector(db: Db, act: Act): Promise<void>
}

/** The ids behind the sample's keys, found by the names that the sample itself gave. */
export async function createNames(db: Db): Promise<SampleNames> {
  const units = new Map((await listUnits(db)).map(unit => [unit.name, unit.id]))
  const people = new Map((await listPeople(db)).map(person => [person.name, person.id]))
  const posts = new Map((await listAppointments(db)).map(post => [post.person_name, post.id]))
  const committees = new Map((await listCommittees(db)).map(one => [one.level, one.id]))
  const made = { tasks: new Map<string, string>(), parts: new Map<string, string>(), inspectionId: '' }
  const recommendations = new Map<number, string>()
  const unit = (key: SampleUnit) => known(units, sampleUnits[key].name)
  const person = (key: SamplePerson) => known(people, sampleCast[key].name)
  return {
    unit,
    person,
    post: key => known(posts, sampleCast[key].name),
    committee: key => known(committees, key === 'tinh' ? 'province' : 'organisation'),
    task: code => known(made.tasks, code),
    part: (code, key) => known(made.parts, `${code} ${unit(key)}`),
    recommendation: code => known(recommendations, Number(code.split('.')[0])),
    async read(again) {
      const rows = await listSampleRows(again)
      for (const row of rows.recommendations) recommendations.set(row.ordinal, row.id)
      for (const row of rows.tasks) made.tasks.set(row.code, row.id)
      for (const row of rows.parts) made.parts.set(`${row.code} ${row.unit_id}`, row.id)
      made.inspectionId = rows.inspectionId
    },
    async appointInspector(again, act) {
      await createAppointment(again, act, {
        personId: person('hieu'),
        unitId: unit('so'),
        role: 'inspector',
        title: sampleCast.hieu.title,
        fromOn: act.occasion.today,
        toOn: null,
        actingForId: null,
        committeeId: null,
        inspectionId: made.inspectionId,
        isHead: false,
      })
    },
  }
}

function known<K>(map: Map<K, string>, key: K): string {
  const id = map.get(key)
  if (!id) throw new Error(`the sample has no ${String(key)}`)
  return id
}
