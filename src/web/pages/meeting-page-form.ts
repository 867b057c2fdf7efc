import type { FastifyRequest } from 'fastify'
import { listMembers, type MeetingOfCommittee } from '../../data/meeting.ts'
import type { Db } from '../../data/schema.ts'
import type { FormPart } from '../../render/form.ts'
import { actIdFor } from '../forms/answer.ts'
import { fill } from '../forms/form.ts'
import { attendanceFields, noteFields } from '../forms/meeting.ts'

export async function attendanceForm(
  db: Db,
  { t }: FastifyRequest,
  meeting: MeetingOfCommittee,
): Promise<FormPart> {
  const members = await listMembers(db, meeting, meeting.on_day)
  const options = members.map(one => ({ value: one.id, label: `${one.person_name}, ${one.title}` }))
  const present = members.filter(one => one.present === 1).map(one => one.id)
  return {
    id: 'attendance',
    action: `/meetings/${meeting.id}/attendance`,
    actId: actIdFor(),
    version: meeting.version,
    fields: fill(
      attendanceFields.map(field => (field.name === 'present' ? { ...field, options } : field)),
      { present, guests: meeting.guests },
    ),
    submit: t('page.meeting.attendance.save'),
    submitKind: 'line',
  }
}

export function noteForm({ t }: FastifyRequest, meeting: MeetingOfCommittee, _today: string): FormPart {
  return {
    id: 'meeting-note',
    action: `/meetings/${meeting.id}/notes`,
    actId: actIdFor(),
    fields: fill(noteFields, {}),
    submit: t('page.meeting.note.add'),
    submitKind: 'line',
  }
}
