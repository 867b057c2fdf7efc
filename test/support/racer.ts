/** One of two processes that act on the same tasks at the same moment; told what to do over IPC. */
import { randomUUID } from 'node:crypto'
import { openDatabase } from '../../src/data/database.ts'
import { occasionAt } from '../../src/domain/occasion.ts'
import { perform } from '../../src/domain/perform.ts'
import type { RaceOrder, RaceOutcome } from './race.ts'

process.once('message', (order: RaceOrder) => void run(order))

async function run(order: RaceOrder): Promise<void> {
  const database = openDatabase(order.place)
  const keys = [{ id: '1', key: Buffer.from(order.key, 'hex') }]
  await database.reader.selectFrom('unit').select('id').execute()
  process.send?.('ready')
  process.once('message', () => void act())

  async function act(): Promise<void> {
    const outcomes: RaceOutcome[] = []
    for (const { act, taskId, input, actId } of order.acts) {
      try {
        const occasion = occasionAt(order.day, '09:00', keys)
        const { repeated } = await perform(database.writer, {
          act,
          taskId,
          input: input as never,
          personId: order.personId,
          actId: actId ?? randomUUID(),
          occasion,
        })
        outcomes.push(repeated ? 'repeated' : 'done')
      } catch (error) {
        const { name, code } = error as { name: string; code?: string }
        outcomes.push(code ?? name)
      }
    }
    await database.close()
    process.send?.(outcomes)
    process.disconnect()
  }
}
