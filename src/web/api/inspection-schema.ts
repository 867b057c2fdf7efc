import { Type } from 'typebox'
import type { Row } from '../../data/schema.ts'
import { count, date, exampleId, id, nullable, object, oneOf, text } from './schema.ts'

export const inspectionFields = {
  id: id(),
  number: text(),
  title: text(),
  body: text({ description: 'Who inspected.' }),
  held_on: date(),
  document_no: text(),
}
export const inspectionExample = {
  id: exampleId,
  number: 'KT-2018-01',
  title: 'Kiểm tra việc thực hiện quy chế dân chủ ở cơ sở năm 2018',
  body: 'Đoàn kiểm tra Ban Chỉ đạo thực hiện QCDC ở cơ sở Tỉnh ủy',
  held_on: '2018-11-13',
  document_no: '',
}

export const inspectionSchema = object(
  { ...inspectionFields, recommendations: count() },
  {
    description: 'An inspection as lists show it.',
    examples: [{ ...inspectionExample, recommendations: 7 }],
  },
)

export const recommendationExample = {
  id: exampleId,
  inspection_id: exampleId,
  ordinal: 1,
  quote: 'Đề nghị Ban Giám đốc Sở ban hành Quy chế phối hợp.',
  start: 47,
  end: 98,
  summary: 'Ban hành Quy chế phối hợp',
  theme: '',
  kind: 'once',
  response: null,
  response_on: null,
  outcome: null,
  closed_on: null,
  successor_id: null,
  repeats_id: null,
  version: 1,
}

export const recommendationSchema = object(
  {
    id: id(),
    inspection_id: id(),
    ordinal: count(),
    quote: text({ description: 'Verbatim from the conclusion.' }),
    start: count({ description: 'UTF-16 offset of the quote in the conclusion.' }),
    end: count(),
    summary: text(),
    theme: text(),
    kind: oneOf(['once', 'standing']),
    response: nullable(oneOf(['accepted', 'partly', 'explained'])),
    response_on: nullable(date()),
    outcome: nullable(oneOf(['implemented', 'not_implemented', 'superseded'])),
    closed_on: nullable(date()),
    successor_id: nullable(id()),
    repeats_id: nullable(id({ description: 'The recommendation of an earlier inspection that it repeats.' })),
    version: Type.Integer(),
  },
  { description: 'One recommendation.', examples: [recommendationExample] },
)

export function recommendationOf(row: Row<'recommendation'>) {
  const { id: rowId, inspection_id, ordinal, quote, start_at, end_at, summary, theme, kind, response } = row
  const { response_on, outcome, closed_on, successor_id, repeats_id, version } = row
  return {
    id: rowId,
    inspection_id,
    ordinal,
    quote,
    start: start_at,
    end: end_at,
    summary,
    theme,
    kind,
    response,
    response_on,
    outcome,
    closed_on,
    successor_id,
    repeats_id,
    version,
  }
}
