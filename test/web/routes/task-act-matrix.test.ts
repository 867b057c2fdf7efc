import { randomUUID } from 'node:crypto'
import t from 'tap'
import { findActor } from '../../../src/data/actor.ts'
import { findTaskFor } from '../../../src/data/task.ts'
import { actAuthority } from '../../../src/domain/offered-acts.ts'
import { maySeeSubtasks } from '../../../src/domain/subtask-authority.ts'
import { type TaskActName, taskActNames, taskTransitions } from '../../../src/domain/task-transitions.ts'
import { newId } from '../../../src/lib/id.ts'
import { taskActHref, taskActPaths } from '../../../src/web/forms/task-act-path.ts'
import { taskForms } from '../../../src/web/forms/task-acts.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../../support/office.ts'
import { type Scene, sceneDay, sceneFor } from '../../support/task-scene.ts'
import { type Browser, openTestApp, signInAs, type TestApp } from '../../support/web.ts'

/** Prepared and issued on the pages of a draft; a return is the other answer on the page of the verdict. */
const elsewhere: TaskActName[] = ['prepare', 'issue', 'return']
const readers: CastKey[] = ['hieu', 'minh', 'quan']

interface Stage {
  office: TestOffice
  app: TestApp
  browsers: Record<CastKey, Browser>
}

async function open(t: { teardown(work: () => unknown): void }): Promise<Stage> {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  app.clock.now = new Date(`${sceneDay}T02:00:00.000Z`)
  const browsers = {} as Record<CastKey, Browser>
  for (const who of Object.keys(office.person) as CastKey[]) browsers[who] = await signInAs(app, office, who)
  return { office, app, browsers }
}

/** What a person gets who sends the form of the act with a version that is not the stored one. */
async function expectedStatus(
  { office }: Pick<Stage, 'office'>,
  who: CastKey,
  act: TaskActName,
  scene: Scene,
): Promise<number> {
  if (readers.includes(who)) return 403
  const { reader } = office.database
  const actor = await findActor(reader, office.person[who], sceneDay)
  const facts = actor && (await findTaskFor(reader, actor, scene.taskId))
  if (!actor || !facts) return 404
  const isPiece = act.endsWith('_subtask') && act !== 'give_subtask'
  if (isPiece && !maySeeSubtasks(actor, facts)) return 404
  const onPart = act.endsWith('_co_unit')
    ? { coUnitId: scene.partId }
    : isPiece
      ? { subtaskId: scene.subtaskId }
      : undefined
  return actAuthority(actor, facts, act, onPart) ? 409 : 403
}

function hrefOn(scene: Scene, act: TaskActName): string {
  return taskActHref(scene.taskId, act, act.endsWith('_subtask') ? scene.subtaskId : scene.partId)
}

const stage = await open(t)

const stale = (act: TaskActName) => ({
  act_id: randomUUID(),
  version: 9_999,
  verdict: act === 'return' ? 'return' : 'verify',
})

await t.test('every act of the table has its form, and no other', async t => {
  const withForm = taskForms.map(form => form.act)
  t.same([...withForm, ...elsewhere].sort(), [...taskActNames].sort())
  const paths = taskForms.map(form => taskActPaths[form.act])
  t.equal(new Set(paths).size, paths.length)
  for (const form of taskForms) t.ok(taskTransitions[form.act])
})

for (const form of taskForms) {
  const { act } = form
  await t.test(`${act}: each of the cast gets what the table says`, async t => {
    const scene = await sceneFor(stage.office, act)
    const url = hrefOn(scene, act)
    const events = () => stage.office.database.reader.selectFrom('event').select('id').orderBy('id').execute()
    const before = await events()
    const allowed: CastKey[] = []
    for (const who of Object.keys(stage.browsers) as CastKey[]) {
      const expected = await expectedStatus(stage, who, act, scene)
      const fields = form.fields.some(field => field.name === 'verdict')
        ? stale(act)
        : { act_id: randomUUID(), version: 9_999 }
      const posted = await stage.browsers[who].post(url, fields)
      t.equal(posted.statusCode, expected, `${who} posts`)
      const opened = await stage.browsers[who].get(url)
      t.equal(opened.statusCode, expected === 409 ? 200 : expected, `${who} opens`)
      if (expected === 409) allowed.push(who)
    }
    t.ok(allowed.length > 0, 'somebody may')
    t.ok(allowed.length <= 4, 'not everybody may')
    t.same(await events(), before, 'nothing was done')
  })
}

await t.test('a task of another unit, of nobody, and a part of another task look the same', async t => {
  const scene = await sceneFor(stage.office, 'update')
  const other = await sceneFor(stage.office, 'update')
  const plain = (body: string) => body.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/[0-9a-f-]{36}/g, '')
  const { hang, thuy } = stage.browsers
  for (const form of taskForms) {
    const theirs = hrefOn(scene, form.act)
    const nobodys = taskActHref(newId(), form.act, newId())
    for (const send of [
      (url: string) => hang.get(url),
      (url: string) => hang.post(url, { act_id: randomUUID() }),
    ]) {
      const [known, unknown] = [await send(theirs), await send(nobodys)]
      t.same([known.statusCode, unknown.statusCode], [404, 404], form.act)
      t.equal(plain(known.body), plain(unknown.body), form.act)
    }
  }
  const mixed = taskActHref(scene.taskId, 'receive_co_unit', other.partId)
  t.equal((await thuy.post(mixed, { act_id: randomUUID(), version: 1 })).statusCode, 404)
  t.equal((await stage.browsers.phuc.get('/tasks/4.1/updates')).statusCode, 404)
})

await t.test(
  'an act that the state does not allow is answered 409 with the form, and its page leads to the task',
  async t => {
    const { office, browsers } = stage
    const scene = await sceneFor(office, 'update_subtask')
    await office.database.writer
      .updateTable('task')
      .set({ state: 'withdrawn', closed_on: sceneDay })
      .where('id', '=', scene.taskId)
      .execute()
    const who: Partial<Record<TaskActName, CastKey>> = {}
    for (const form of taskForms) {
      for (const key of Object.keys(browsers) as CastKey[]) {
        if ((await expectedStatus(stage, key, form.act, scene)) === 409) who[form.act] ??= key
      }
      const key = who[form.act]
      if (!key) continue
      const url = hrefOn(scene, form.act)
      const posted = await browsers[key].post(url, {
        ...stale('verify'),
        ...(form.fields.some(f => f.name === 'verdict') ? {} : { verdict: [] }),
      })
      t.equal(posted.statusCode, 409, form.act)
      t.match(posted.body, /Việc này không còn làm được/, form.act)
      const opened = await browsers[key].get(url)
      t.match([opened.statusCode, opened.headers.location], [303, `/tasks/${scene.taskId}`], form.act)
    }
    t.ok(Object.keys(who).length >= 20)
  },
)

await t.test('columns of other people’s business are no fields of any form', async t => {
  for (const form of taskForms) {
    const scene = await sceneFor(stage.office, form.act)
    const who = (Object.keys(stage.browsers) as CastKey[]).find(key => !readers.includes(key))!
    const url = hrefOn(scene, form.act)
    for (const field of ['state', 'due_on', 'dueOn', 'lead_unit_id', 'reported_by', '__proto__']) {
      const known = form.fields.map(one => one.name)
      if (known.includes(field)) continue
      const allowed = await pickAllowed(form.act, scene)
      const plain = await stage.browsers[allowed ?? who].post(url, {
        act_id: randomUUID(),
        version: 1,
        [field]: 'verified',
      })
      t.equal(plain.statusCode, 400, `${form.act} ${field}`)
    }
  }
})

async function pickAllowed(act: TaskActName, scene: Scene): Promise<CastKey | undefined> {
  for (const key of Object.keys(stage.browsers) as CastKey[]) {
    if ((await expectedStatus(stage, key, act, scene)) === 409) return key
  }
  return undefined
}
