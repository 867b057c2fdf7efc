import { withDeadline } from './deadline.ts'
import { ensureSchedules } from './schedule.ts'
import { closeSession, openSession } from './session.ts'
import type { QueueState } from './state.ts'

const UNHEALTHY_MS = 2000
const LOOK_MS = 5000
const STRIKES = 3

/**
 * Looks after an open queue until its `stopping` signal: brings back schedules that a wiped store lost, opens the
 * session when it could not be opened at first, and opens it anew when it can no longer recover. A healthy look
 * costs a ping and one row per schedule.
 */
export function startWatchdog(state: QueueState): void {
  let strikes = 0
  let timer: NodeJS.Timeout
  const plan = (healthy: boolean) => {
    if (state.stopping.signal.aborted) return
    timer = setTimeout(
      () => void look(),
      healthy ? state.timing.watchMs : Math.min(state.timing.watchMs, UNHEALTHY_MS),
    )
  }
  const look = async () => {
    try {
      const answered = await lookOnce(state)
      strikes = 0
      plan(answered)
    } catch (error) {
      strikes += 1
      state.log.warn({ err: error, strikes }, 'queue: the watchdog found it not working')
      if (strikes >= STRIKES) await reopen(state)
      plan(false)
    }
  }
  state.stopping.signal.addEventListener('abort', () => clearTimeout(timer))
  plan(state.session !== null)
}

/** Returns whether the queue works. @throws when its server answers but the queue does not */
async function lookOnce(state: QueueState): Promise<boolean> {
  const { session } = state
  if (!session) return reopen(state)
  const condition = await session.engine.ping()
  if (condition === 'down' || state.stopping.signal.aborted) return false
  if (condition === 'broken') return reopen(state)
  await withDeadline(ensureSchedules(session.queue, state.schedules), LOOK_MS)
  await session.engine.maintain()
  return true
}

async function reopen(state: QueueState): Promise<boolean> {
  const { session, log } = state
  state.session = null
  if (session) {
    log.error({ engine: session.engine.kind }, 'queue: it no longer works and is opened anew')
    await closeSession(session, [], UNHEALTHY_MS)
  }
  if (state.stopping.signal.aborted) return false
  try {
    const opened = await openSession(state)
    if (state.stopping.signal.aborted) {
      await closeSession(opened, [], 0)
      return false
    }
    state.session = opened
    await withDeadline(ensureSchedules(opened.queue, state.schedules), LOOK_MS)
    return true
  } catch (error) {
    log.warn({ err: error }, 'queue: it cannot be opened yet')
    return false
  }
}
