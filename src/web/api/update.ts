import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { findTaskFor } from '../../data/task.ts'
import { findPosts } from '../../data/task-place.ts'
import { listTaskUpdates } from '../../data/task-update.ts'
import { NotFound } from '../../domain/errors.ts'
import { perform } from '../../domain/perform.ts'
import { sha256 } from '../../lib/sha256.ts'
import type { AppParts } from '../parts.ts'
import { operation } from './operation.ts'
import { exampleId, id, object, ref, text } from './schema.ts'
import { updateOf } from './task-shape.ts'
import { actOf, type ById, idOf, refuseAnotherAct, textOf, writeHeaders } from './write.ts'

const updateBody = object(
  {
    text: text({ minLength: 1, maxLength: 10_000 }),
    percent: Type.Integer({ minimum: 0, maximum: 100 }),
    blocker: Type.Optional(
      text({ maxLength: 2_000, description: 'What stands in the way; left out: nothing.' }),
    ),
    version: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Of the task as you read it; another one stored is a conflict.',
      }),
    ),
  },
  { examples: [{ text: 'Đã lấy ý kiến dự thảo Quy chế.', percent: 60, version: 3 }] },
)
interface UpdateBody {
  text: string
  percent: number
  blocker?: string
  version?: number
}

/** Words on a task, by the same verb as its page. */
export function updateOperations(app: FastifyInstance, { database }: AppParts): void {
  const { reader, writer } = database

  app.post<ById<UpdateBody>>(
    '/tasks/:id/updates',
    operation({
      operationId: 'createUpdate',
      summary: 'Report progress on a task',
      description:
        'By the head of the lead unit or the officer of the task, while it is being worked on. “No change because …” counts as well.',
      tag: 'tasks',
      scope: 'updates:write',
      params: { id: id() },
      headers: writeHeaders,
      body: updateBody,
      answer: object({ task_id: id(), version: Type.Integer(), update: ref('Update') }),
      status: 201,
      example: {
        task_id: exampleId,
        version: 4,
        update: {
          id: exampleId,
          kind: 'update',
          co_unit_id: null,
          round: 0,
          text: 'Đã lấy ý kiến dự thảo Quy chế.',
          percent: 60,
          blocker: '',
          claimed_on: null,
          on_day: '2018-12-10',
          created_at: '2018-12-10T02:00:00.000Z',
          post: {
            id: exampleId,
            person_name: 'Phạm Hoàng Phúc',
            title: 'Trưởng phòng',
            unit_name: 'Phòng Tổ chức cán bộ',
          },
        },
      },
    }),
    async (request, reply) => {
      const taskId = idOf(request)
      const { percent, version } = request.body
      const input = { text: textOf(request.body.text), percent, blocker: textOf(request.body.blocker ?? '') }
      const act = actOf(request)
      const done = await perform(writer, {
        ...act,
        act: 'update',
        taskId,
        input,
        channel: 'api',
        ...(version === undefined ? {} : { version }),
      })
      if (done.repeated)
        await refuseAnotherAct(reader, act, event => {
          const { record } = JSON.parse(event.payload) as { record?: { text_sha256?: string } }
          return (
            event.act === 'update' && event.task_id === taskId && record?.text_sha256 === sha256(input.text)
          )
        })
      request.nudge()
      const facts = await findTaskFor(reader, request.actor, taskId)
      const update = (await listTaskUpdates(reader, taskId)).find(one => one.id === done.subjectId)
      if (!facts || !update) throw new NotFound()
      const posts = await findPosts(reader, [update.appointment_id])
      reply.code(201).header('etag', `"${facts.task.version}"`)
      return { task_id: taskId, version: facts.task.version, update: updateOf(update, posts) }
    },
  )
}
