import { Type } from 'typebox'
import { stateChoices } from '../pages/task-query.ts'
import { date, exampleId, id, instant, nullable, object, oneOf, ref, text } from './schema.ts'

export const postSchema = object(
  { id: nullable(id()), person_name: nullable(text()), title: nullable(text()), unit_name: nullable(text()) },
  {
    description:
      'By which appointment something was done, with the name of its holder; all null for the system.',
    examples: [
      {
        id: exampleId,
        person_name: 'Phạm Hoàng Phúc',
        title: 'Trưởng phòng',
        unit_name: 'Phòng Tổ chức cán bộ',
      },
    ],
  },
)

export const eventExample = {
  id: exampleId,
  act: 'update',
  occurred_at: '2018-12-03T02:00:00.000Z',
  occurred_on: '2018-12-03',
  channel: 'web',
  post: {
    id: exampleId,
    person_name: 'Phạm Hoàng Phúc',
    title: 'Trưởng phòng',
    unit_name: 'Phòng Tổ chức cán bộ',
  },
  on_behalf_of: null,
  text: null,
  after: {
    state: 'in_progress',
    due_on: '2018-12-28',
    original_due_on: '2018-12-28',
    percent: 40,
    version: 3,
  },
}

export const eventSchema = object(
  {
    id: id(),
    act: text({ description: 'The act’s name, as in the table of transitions.' }),
    occurred_at: instant(),
    occurred_on: date(),
    channel: nullable(text({ description: 'web, mail, import, system or api.' })),
    post: ref('Post'),
    on_behalf_of: nullable(ref('Post')),
    text: nullable(text({ description: 'The reason given with it.' })),
    after: nullable(
      object({
        state: oneOf(stateChoices),
        due_on: nullable(date()),
        original_due_on: nullable(date()),
        percent: Type.Integer(),
        version: Type.Integer(),
      }),
    ),
  },
  { description: 'One act on a task, from the append-only record.', examples: [eventExample] },
)
