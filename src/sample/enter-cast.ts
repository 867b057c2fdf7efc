import { listAppointments } from '../data/appointment.ts'
import { listCommittees } from '../data/committee.ts'
import { listPeople } from '../data/person.ts'
import type { Db } from '../data/schema.ts'
import { listUnits } from '../data/unit.ts'
import { createAppointment } from '../domain/appointment.ts'
import { createCommittee } from '../domain/committee.ts'
import type { Act } from '../domain/event.ts'
import { type ChainKey, occasionAt } from '../domain/occasion.ts'
import { createPerson } from '../domain/person.ts'
import { changeUnit, createUnit } from '../domain/unit.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { type Member, type SamplePerson, type SampleUnit, sampleCast, sampleUnits } from './cast.ts'

/** Committees by key: the province's, which inspects, and the department's own (DOMAIN §2.1). */
const committees = {
  tinh: { name: 'Ban Chỉ đạo thực hiện QCDC ở cơ sở Tỉnh ủy Vĩnh Long', level: 'province' },
  so: { name: 'Ban Chỉ đạo thực hiện QCDC ở cơ sở Sở Giáo dục và Đào tạo', level: 'organisation' },
} as const

/** The administrator enters units, committees, people and posts; what stands already is left as it is. */
export async function enterCast(db: Db, keys: ChainKey[], day: PlainDate): Promise<void> {
  const founder = (await listPeople(db)).find(person => person.name === sampleCast.quan.name)
  if (!founder) throw new Error('the sample has no founder')
  const act: Act = { personId: founder.id, actId: null, occasion: occasionAt(day, '08:30', keys) }
  const unitIds = await enterUnits(db, act)
  const committeeIds = await enterCommittees(db, act, unitIds.so)
  await enterPeople(db, act, unitIds, committeeIds)
  await nameLeadersInCharge(db, act, unitIds)
}

async function enterUnits(db: Db, act: Act): Promise<Record<SampleUnit, string>> {
  const known = new Map((await listUnits(db)).map(unit => [unit.name, unit.id]))
  const rootId = known.get(sampleUnits.so.name) ?? ''
  const ids: Partial<Record<SampleUnit, string>> = {}
  for (const [key, { name, short }] of Object.entries(sampleUnits) as [
    SampleUnit,
    { name: string; short: string },
  ][]) {
    const input = {
      name,
      shortName: short,
      parentId: rootId,
      isOrganisation: false,
      leaderAppointmentId: null,
    }
    ids[key] =
      known.get(name) ?? (await createUnit(db, act, { ...input, validFrom: null, validTo: null })).subjectId
  }
  return ids as Record<SampleUnit, string>
}

async function enterCommittees(
  db: Db,
  act: Act,
  organisationId: string,
): Promise<Record<'tinh' | 'so', string>> {
  const known = new Map((await listCommittees(db)).map(one => [one.name, one.id]))
  const enter = async (key: 'tinh' | 'so', parentId: string | null) =>
    known.get(committees[key].name) ??
    (await createCommittee(db, act, { organisationId, ...committees[key], parentId })).subjectId
  const tinh = await enter('tinh', null)
  return { tinh, so: await enter('so', tinh) }
}

async function enterPeople(
  db: Db,
  act: Act,
  unitIds: Record<SampleUnit, string>,
  committeeIds: Record<'tinh' | 'so', string>,
): Promise<void> {
  const known = new Map((await listPeople(db)).map(person => [person.name, person.id]))
  const appointed = new Set((await listAppointments(db)).map(post => post.person_id))
  for (const key of Object.keys(sampleCast) as SamplePerson[]) {
    const member: Member = sampleCast[key]
    const { name, unit, role, title } = sampleCast[key]
    const email = member.email === false ? '' : `${key}@sgddt.example`
    const personId = known.get(name) ?? (await createPerson(db, act, { name, email, phone: '' })).subjectId
    // The inspector is appointed to the inspection, once that is recorded.
    if (appointed.has(personId) || role === 'inspector') continue
    await createAppointment(db, act, {
      personId,
      unitId: unitIds[unit],
      role,
      title,
      fromOn: act.occasion.today,
      toOn: member.until ?? null,
      actingForId: null,
      committeeId: member.committee ? committeeIds[member.committee] : null,
      inspectionId: null,
      isHead: member.isHead ?? false,
    })
  }
}

async function nameLeadersInCharge(db: Db, act: Act, unitIds: Record<SampleUnit, string>): Promise<void> {
  const posts = new Map((await listAppointments(db)).map(post => [post.person_name, post.id]))
  const units = new Map((await listUnits(db)).map(unit => [unit.id, unit]))
  for (const [key, { leader, name, short }] of Object.entries(sampleUnits) as [
    SampleUnit,
    { leader: SamplePerson | null; name: string; short: string },
  ][]) {
    const unit = units.get(unitIds[key])
    if (!leader || !unit || unit.leader_appointment_id) continue
    await changeUnit(db, act, {
      id: unit.id,
      version: unit.version,
      input: {
        name,
        shortName: short,
        parentId: unit.parent_id ?? '',
        isOrganisation: false,
        leaderAppointmentId: posts.get(sampleCast[leader].name) ?? null,
        validFrom: null,
        validTo: null,
      },
    })
  }
}
