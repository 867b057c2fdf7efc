import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { createFigureFeed } from '../../src/web/figure-feed.ts'
import { createFigureStreams } from '../../src/web/figure-streams.ts'

await t.test('all who listen are told of a change once, by one look for all of them', async t => {
  let version = 7
  let looks = 0
  const feed = createFigureFeed({
    find: async () => {
      looks++
      return version
    },
    everyMs: 10,
    onError: () => {},
  })
  const heard: string[] = []
  const stops = ['a', 'b'].map(name => feed.listen(found => heard.push(`${name}${found}`)))
  await wait(60)
  t.same(heard, [], 'nothing changed')
  version = 8
  await wait(60)
  t.same(heard, ['a8', 'b8'])
  t.ok(looks < 16, `${looks} looks for two listeners`)
  for (const stop of stops) stop()
  await wait(40)
  const quiet = looks
  await wait(60)
  t.equal(looks, quiet, 'nobody listens, nobody looks')
  version = 9
  const stop = feed.listen(found => heard.push(`c${found}`))
  await wait(60)
  t.same(
    heard,
    ['a8', 'b8'],
    'what changed while nobody listened is no news: who comes says what they have seen',
  )
  version = 10
  await wait(60)
  t.same(heard, ['a8', 'b8', 'c10'])
  stop()
})

await t.test('a look that fails is told and tried again', async t => {
  const faults: unknown[] = []
  const answers: (number | Error)[] = [1, new Error('gone'), 2]
  const feed = createFigureFeed({
    find: async () => {
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      if (answer instanceof Error) throw answer
      return answer as number
    },
    everyMs: 5,
    onError: error => faults.push(error),
  })
  const heard: number[] = []
  const stop = feed.listen(version => heard.push(version))
  await wait(80)
  stop()
  t.equal(faults.length, 1)
  t.same(heard, [2])
})

await t.test('one person and one process keep only so many streams', t => {
  const streams = createFigureStreams({ person: 2, process: 3 })
  const ended: string[] = []
  const open = (name: string) => ({ end: () => void ended.push(name) })
  const first = open('a1')
  t.ok(streams.add('a', first))
  t.ok(streams.add('a', open('a2')))
  t.notOk(streams.add('a', open('a3')), 'a third of one person')
  t.ok(streams.add('b', open('b1')))
  t.notOk(streams.add('c', open('c1')), 'a fourth of the process')
  streams.remove(first)
  t.ok(streams.add('c', open('c1')), 'room again')
  streams.endAll()
  t.same(ended, ['a2', 'b1', 'c1'])
  t.equal(streams.size, 0)
  t.end()
})
