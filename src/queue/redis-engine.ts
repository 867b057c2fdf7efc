import { createRedisBackend } from 'bullmq'
import { Redis, type RedisOptions } from 'ioredis'
import { withDeadline } from './deadline.ts'
import type { Engine } from './engine.ts'
import { type QueueLog, quietErrors } from './queue-log.ts'

const FIRST_ANSWER_MS = 1000
const PING_MS = 1000

/**
 * socketTimeout frees a connection whose packets vanish without a reset; it has to be longer than BullMQ's longest
 * blocking read, which is 10 s while a delayed job exists. null retries keep what was sent through a reconnect.
 */
const SHARED: RedisOptions = {
  maxRetriesPerRequest: null,
  socketTimeout: 12_000,
  connectTimeout: 5000,
  keepAlive: 10_000,
  retryStrategy: attempt => Math.min(attempt * 200, 2000),
}

/**
 * Connects to Redis, and returns although the server is down: the connections come up when it does.
 * @throws Error when the server answers that the name or password is wrong
 */
export async function openRedisEngine(url: string, log: QueueLog): Promise<Engine> {
  const clients: Redis[] = []
  const track = (client: Redis) => {
    client.on('error', quietErrors(log, 'redis'))
    clients.push(client)
    return client
  }
  const producer = track(new Redis(url, { ...SHARED, enableOfflineQueue: false }))
  const openConsumer = () => {
    const consumer = track(new Redis(url, SHARED))
    // BullMQ duplicates it for the blocking read, and cannot let go of the copy while Redis is away.
    const duplicate = consumer.duplicate.bind(consumer)
    consumer.duplicate = override => track(duplicate(override))
    return consumer
  }
  const close = async () => {
    for (const client of clients) client.disconnect()
  }
  try {
    await firstAnswer(producer)
  } catch (error) {
    await close()
    throw error
  }
  return {
    kind: 'redis',
    producer,
    consumer: openConsumer,
    backend: createRedisBackend,
    ping: async () => ((await answers(producer)) ? 'up' : 'down'),
    maintain: async () => {},
    close,
  }
}

function firstAnswer(client: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(finish, FIRST_ANSWER_MS)
    client.once('ready', finish)
    client.on('error', onError)
    function finish() {
      clearTimeout(timer)
      client.off('ready', finish)
      client.off('error', onError)
      resolve()
    }
    function onError(error: Error) {
      if (/WRONGPASS|NOAUTH|invalid password/i.test(error.message)) reject(error)
    }
  })
}

async function answers(client: Redis): Promise<boolean> {
  try {
    await withDeadline(client.ping(), PING_MS)
    return true
  } catch {
    return false
  }
}
