import { Type } from 'typebox'
import { stateChoices } from '../pages/task-query.ts'
import { count, date, exampleId, id, instant, nullable, object, oneOf, ref, text } from './schema.ts'

const unitSchema = object({ id: id(), name: text() })

export const statusClasses = ['done_on_time', 'done_late', 'running_in_time', 'running_late'] as const

const summary = {
  id: id(),
  code: text({ description: 'Ordinal of the recommendation and of the task within it, such as 4.1.' }),
  title: text(),
  state: oneOf(stateChoices),
  class: nullable(
    oneOf(statusClasses, {
      description: 'The official class of the day; null for drafts, what is counted apart and cycles.',
    }),
  ),
  due_soon: Type.Boolean(),
  percent: Type.Integer({ minimum: 0, maximum: 100 }),
  lead_unit: unitSchema,
  officer_name: nullable(text()),
  issued_on: nullable(date()),
  received_on: nullable(date()),
  due_on: nullable(date()),
  original_due_on: nullable(date()),
  supplement_due_on: nullable(date()),
  reported_on: nullable(date()),
  completed_on: nullable(
    date({ description: 'The day of the report that was verified, not of the verdict.' }),
  ),
  updated_on: nullable(date()),
  inspection: object({ number: text(), held_on: date() }),
  url: text({ description: 'Its page.' }),
}

export const summaryExample = {
  id: exampleId,
  code: '1.1',
  title: 'Ban hành Quy chế phối hợp giữa chính quyền với Công đoàn',
  state: 'in_progress',
  class: 'running_in_time',
  due_soon: false,
  percent: 40,
  lead_unit: { id: exampleId, name: 'Phòng Tổ chức cán bộ' },
  officer_name: null,
  issued_on: '2018-11-20',
  received_on: '2018-11-21',
  due_on: '2018-12-28',
  original_due_on: '2018-12-28',
  supplement_due_on: null,
  reported_on: null,
  completed_on: null,
  updated_on: '2018-12-03',
  inspection: { number: 'KT-2018-01', held_on: '2018-11-13' },
  url: 'https://dondoc.example/tasks/01900000-0000-7000-8000-000000000001',
}

export const summarySchema = object(summary, {
  description: 'A task as lists show it.',
  examples: [summaryExample],
})

const partSchema = object({
  id: id(),
  unit: unitSchema,
  deliverable: text(),
  due_on: nullable(date()),
  state: oneOf(['asked', 'received', 'submitted', 'returned', 'accepted', 'waived']),
  percent: Type.Integer({ minimum: 0, maximum: 100 }),
  note: text(),
  submitted_on: nullable(date()),
  decided_on: nullable(date()),
})

export const updateSchema = object({
  id: id(),
  kind: oneOf(['update', 'report', 'co_unit']),
  co_unit_id: nullable(id()),
  round: count(),
  text: text(),
  percent: nullable(Type.Integer()),
  blocker: text(),
  claimed_on: nullable(date()),
  on_day: date(),
  created_at: instant(),
  post: ref('Post'),
})

const evidenceSchema = object({
  id: id(),
  update_id: nullable(id()),
  kind: oneOf(['file', 'document', 'statement']),
  file_name: nullable(text()),
  media_type: nullable(text()),
  size: nullable(count({ description: 'Bytes.' })),
  sha256: nullable(text()),
  document_no: text(),
  document_on: nullable(date()),
})

const requestSchema = object({
  id: id(),
  kind: oneOf(['extension', 'refusal', 'suspension_request', 'non_implementation', 'update_request']),
  state: text(),
  asked_on: date(),
  decided_on: nullable(date()),
  asked_due_on: Type.Optional(date({ description: 'Of an extension.' })),
  granted_due_on: Type.Optional(nullable(date())),
})

export const taskExample = {
  ...summaryExample,
  version: 3,
  criterion: 'Quyết định ban hành kèm Quy chế, có số, ngày, chữ ký',
  inspection_id: exampleId,
  recommendation_id: exampleId,
  recommendation_kind: 'once',
  obligation_id: null,
  document_no: '118/KH-SGDĐT',
  document_on: '2018-11-20',
  closed_on: null,
  blocker: '',
  round: 0,
  refused_count: 0,
  extension_count: 0,
  successor_id: null,
  co_units: [],
  updates: [],
  evidence: [],
  requests: [],
  acts: ['update', 'report', 'request_extension'],
}

export const taskSchema = object(
  {
    ...summary,
    version: Type.Integer({ description: 'Also the ETag; send it with a write to be told of a conflict.' }),
    criterion: text(),
    inspection_id: id(),
    recommendation_id: id(),
    recommendation_kind: oneOf(['once', 'standing']),
    obligation_id: nullable(id()),
    document_no: text(),
    document_on: nullable(date()),
    closed_on: nullable(date()),
    blocker: text(),
    round: count({ description: 'Reports so far.' }),
    refused_count: count(),
    extension_count: count(),
    successor_id: nullable(id()),
    co_units: Type.Array(partSchema),
    updates: Type.Array(ref('Update')),
    evidence: Type.Array(evidenceSchema),
    requests: Type.Array(requestSchema),
    acts: Type.Array(text(), { description: 'What the token’s person may do with it on its page now.' }),
  },
  { description: 'One task with its parts, words and evidence.', examples: [taskExample] },
)
