import { countWorked, dayAfter, isFirstOfWeek, isWorked, shift } from './year-calendar.ts'
import { holdersOn, type YearPerson, type YearUnit, yearPosts, yearUnits } from './year-cast.ts'
import { workerIsBackOn, workerStopsAfter, type YearLife, type YearStep, yearLives } from './year-lives.ts'

/**
 * PRODUCT §4 told a second time, from the acts of the year alone and by counting days one by one: the rows the ledger
 * must hold at the end of the year, as lines "fell due, sent for, rung, task, who, deadline version, state".
 */
export function expectedLedger(): string[] {
  const ledger: Owed[] = []
  for (let day = '2026-01-01'; day <= '2026-12-31'; day = dayAfter(day)) {
    if (isWorkerUp(day)) ledger.push(...morning(day), ...postAlarms(day))
    ledger.push(...yearLives.flatMap(life => noticesOn(life, day)))
  }
  return withoutRepeats(ledger).map(lineOf).sort()
}

interface Owed {
  rungOn: string
  forOn: string
  rung: string
  task: string
  who: YearPerson
  version: number
  state: 'sent' | 'cancelled'
  /** What the ledger has once: the vacancy of a post, or the n-th notice of a repeated rung. */
  once: string
}

function lineOf({ rungOn, forOn, rung, task, who, version, state }: Owed): string {
  return `${rungOn} ${forOn} ${rung} ${task} ${who} v${version} ${state}`
}

/** The first row of a key stands; a later one is not written again. */
function withoutRepeats(ledger: Owed[]): Owed[] {
  const seen = new Set<string>()
  return ledger.filter(({ rung, task, who, version, once }) => {
    const key = [rung, task, who, version, once].join(' ')
    return !seen.has(key) && seen.add(key)
  })
}

function isWorkerUp(day: string): boolean {
  return day <= workerStopsAfter || day >= workerIsBackOn
}

/** How a task stands, folded from its acts before a day (or, with `untilTime`, up to one of that day). */
interface Standing {
  state: 'draft' | 'issued' | 'at_work' | 'reported' | 'suspended' | 'closed'
  unit: YearUnit
  due: string
  version: number
  armedOn: string
  lastWord: string
  reportedOn: string
  askedOn: string | null
  extensions: number
  suspendedOn: string
}

function standingBefore({ steps }: YearLife, day: string): Standing {
  const standing: Standing = {
    state: 'draft',
    unit: 'vp',
    due: '',
    version: 0,
    armedOn: '',
    lastWord: '',
    reportedOn: '',
    askedOn: null,
    extensions: 0,
    suspendedOn: '',
  }
  for (const step of steps.filter(one => one.on < day)) {
    resumeIfReviewed(standing, steps, step.on)
    follow(standing, step)
  }
  resumeIfReviewed(standing, steps, day)
  return standing
}

/** At the review date the system ends the suspension in the morning, and gives the working days back. */
function resumeIfReviewed(standing: Standing, steps: YearStep[], before: string): void {
  const suspension = steps.find(step => step.act === 'suspend' && step.on === standing.suspendedOn)
  if (standing.state !== 'suspended' || suspension?.act !== 'suspend' || suspension.until > before) return
  rearm(standing, suspension.until, shift(standing.due, countWorked(suspension.on, suspension.until)))
  standing.state = 'at_work'
  standing.lastWord = suspension.until
}

function rearm(standing: Standing, on: string, due = standing.due): void {
  standing.due = due
  standing.version += 1
  standing.armedOn = on
}

function follow(standing: Standing, step: YearStep): void {
  switch (step.act) {
    case 'issue':
      rearm(standing, step.on, step.due)
      standing.unit = step.unit
      standing.lastWord = step.on
      standing.state = 'issued'
      return
    case 'refuse':
      standing.state = 'draft'
      return
    case 'receive':
      standing.state = 'at_work'
      standing.lastWord = step.on
      return
    case 'update':
      standing.lastWord = step.on
      return
    case 'ask':
      standing.askedOn = step.on
      standing.lastWord = step.on
      return
    case 'grant':
      rearm(standing, step.on, step.until)
      standing.askedOn = null
      standing.extensions += 1
      return
    case 'report':
      standing.state = 'reported'
      standing.reportedOn = step.on
      return
    case 'return':
      rearm(standing, step.on, shift(standing.due, countWorked(standing.reportedOn, step.on)))
      standing.state = 'at_work'
      standing.lastWord = step.on
      return
    case 'suspend':
      standing.state = 'suspended'
      standing.suspendedOn = step.on
      return
    case 'reassign':
      rearm(standing, step.on)
      standing.unit = step.unit
      return
    case 'verify':
    case 'accept':
    case 'withdraw':
      standing.state = 'closed'
      return
    case 'give_up':
  }
}

/** What the duties of a morning write: its own day's rungs and, after days without a worker, the missed ones. */
function morning(day: string): Owed[] {
  const days = day === workerIsBackOn ? daysFrom(dayAfter(workerStopsAfter), day) : [day]
  const written = days.flatMap(missed => [
    ...yearLives.flatMap(life => rungsOn(life, missed, day)),
    ...weekly(missed, day),
  ])
  return collapsed(written)
}

function daysFrom(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = dayAfter(day)) days.push(day)
  return days
}

/** One reminder a task and person after downtime: the latest. */
function collapsed(written: Owed[]): Owed[] {
  return written.map(row => {
    const isOlder = written.some(
      other =>
        other.task === row.task &&
        other.who === row.who &&
        other.rungOn > row.rungOn &&
        other.rung !== 'no_holder' &&
        (other.rung === 'extension_3') === (row.rung === 'extension_3'),
    )
    return isOlder && row.rung !== 'no_holder' ? { ...row, state: 'cancelled' as const } : row
  })
}

/** The rungs of one task that fall due on `day`, as the task stands in the morning of `now`. */
function rungsOn(life: YearLife, day: string, now: string): Owed[] {
  if (!isWorked(day)) return []
  const task = standingBefore(life, now)
  const isWithUnit = task.state === 'issued' || task.state === 'at_work'
  const due: [string, YearRecipient[]][] = []
  if (task.state === 'issued' && countWorked(task.armedOn, day) === 2 && day > task.armedOn)
    due.push(['not_received', ['head', 'secretary']])
  if (isWithUnit && day > task.armedOn) due.push(...dueRungs(task, day))
  if (task.state === 'reported') {
    const waited = countWorked(task.reportedOn, day)
    if (waited === 6) due.push(['verify_5', ['verifier']])
    if (waited === 11) due.push(['verify_10', ['leader']])
  }
  if (task.askedOn && isWithUnit && countWorked(task.askedOn, day) === 3)
    due.push(['extension_3', task.extensions === 0 ? ['director'] : ['leader', 'secretary']])
  return due.flatMap(([rung, words]) =>
    owe({ rungOn: day, forOn: now, rung, task: life.key, version: task.version }, words, task.unit),
  )
}

function dueRungs(task: Standing, day: string): [string, YearRecipient[]][] {
  const lastDay = isWorked(task.due) ? task.due : shift(task.due, -1)
  const due: [string, YearRecipient[]][] = []
  for (const before of [10, 3, 1]) {
    if (shift(lastDay, -before) === day) due.push([`due_minus_${before}`, ['head']])
  }
  if (lastDay === day) due.push(['due_today', ['head']])
  if (shift(task.due, 1) === day) due.push(['late_1', ['head']])
  if (shift(task.due, 3) === day) due.push(['late_3', ['head', 'leader']])
  if (shift(task.due, 7) === day) due.push(['late_7', ['head', 'leader', 'director', 'secretary']])
  const silence = countWorked(task.lastWord, day)
  if (silence > 0 && silence % 10 === 0 && day < shift(task.due, 15)) due.push(['stale_10', ['head']])
  return due
}

function weekly(day: string, now: string): Owed[] {
  const isOpen = yearLives.some(life => !['draft', 'closed'].includes(standingBefore(life, now).state))
  if (!isFirstOfWeek(day) || !isOpen) return []
  const row = { rungOn: day, forOn: now, rung: 'weekly', task: '-', version: 0, once: day }
  return (['tuyet', 'bao', 'ngan', 'long'] as const).map(who => ({ ...row, who, state: 'sent' as const }))
}

/** The secretary hears once of a head's post with open work that ends soon without a successor, and once that it stands empty. */
function postAlarms(day: string): Owed[] {
  const ended = yearPosts.filter(post => post.endEnteredOn !== undefined && post.endEnteredOn < day)
  return ended.flatMap(({ unit, toOn }) => {
    const last = toOn ?? ''
    const known = yearPosts.filter(post => (post.enteredOn ?? '') < day && post.unit === unit)
    const isFilled = known.some(
      post => post.fromOn > last && post.fromOn <= dayAfter(day > last ? day : last),
    )
    const hasWork = yearLives.some(life => {
      const task = standingBefore(life, day)
      return task.unit === unit && !['draft', 'closed'].includes(task.state)
    })
    if (isFilled || !hasWork || countWorked(day, last) > 10) return []
    const rung = day > last ? 'post_empty' : 'post_ending'
    const version = Number(last.replaceAll('-', ''))
    const forOn = isWorked(day) ? day : shift(day, 1)
    return [{ rungOn: day, forOn, rung, task: '-', who: 'tuyet', version, state: 'sent', once: unit }]
  })
}

type YearRecipient = 'head' | 'secretary' | 'leader' | 'director' | 'verifier' | 'committee'

type Told = Omit<Owed, 'who' | 'state' | 'once'>

/** One row each for who holds the post that day; where nobody does, one to the secretary instead. */
function owe(told: Told, words: YearRecipient[], unit: YearUnit, heldOn = told.forOn): Owed[] {
  const once = told.rung === 'stale_10' || told.rung === 'returned' ? told.rungOn : ''
  const rows = new Map<string, Owed>()
  for (const word of words) {
    const people = recipients(word, unit, heldOn)
    for (const who of people) rows.set(who, { ...told, who, state: 'sent', once })
    if (people.length === 0)
      rows.set(`no ${word}`, { ...told, rung: 'no_holder', who: 'tuyet', state: 'sent', once: word })
  }
  return [...rows.values()]
}

function recipients(word: YearRecipient, unit: YearUnit, day: string): YearPerson[] {
  if (word === 'head') return holdersOn(day, 'unit_head', unit)
  if (word === 'leader') return [yearUnits[unit].leader ?? 'bao']
  if (word === 'director') return ['bao']
  if (word === 'secretary') return ['tuyet']
  return holdersOn(day, word)
}

const told: Partial<Record<YearStep['act'], [string, YearRecipient]>> = {
  issue: ['issued', 'head'],
  reassign: ['issued', 'head'],
  refuse: ['refused', 'secretary'],
  return: ['returned', 'head'],
  verify: ['verified', 'head'],
  withdraw: ['withdrawn', 'head'],
  suspend: ['suspended', 'head'],
  give_up: ['non_implementation_proposed', 'committee'],
  accept: ['not_implemented', 'head'],
  grant: ['extension_decided', 'head'],
}

/** What the acts of the day tell people at once; at night and on days off with the next morning's bundle. */
function noticesOn(life: YearLife, day: string): Owed[] {
  const acts = life.steps.filter(step => step.on === day)
  return [...acts.flatMap(step => noticeOf(life, step)), ...resumeNotice(life, day)]
}

function noticeOf(life: YearLife, step: YearStep): Owed[] {
  const before = standingBefore(life, step.on)
  const after = standingBefore(life, dayAfter(step.on))
  const notice = step.act === 'ask' ? asked(before) : told[step.act]
  if (!notice) return []
  const [rung, word] = notice
  const forOn = mailDay(step)
  const row = { rungOn: step.on, forOn, rung, task: life.key, version: after.version }
  return owe(row, [word], after.unit)
}

function asked({ extensions }: Standing): [string, YearRecipient] {
  return ['extension_asked', extensions === 0 ? 'leader' : 'committee']
}

function mailDay({ on, at = '09:00' }: YearStep): string {
  if (!isWorkerUp(on)) return workerIsBackOn
  return isWorked(on) && at < '20:00' ? on : shift(on, 1)
}

function resumeNotice(life: YearLife, day: string): Owed[] {
  const suspension = life.steps.find(step => step.act === 'suspend' && step.until === day)
  if (!suspension) return []
  const { version, unit } = standingBefore(life, dayAfter(day))
  const forOn = isWorked(day) ? day : shift(day, 1)
  return owe({ rungOn: day, forOn, rung: 'resumed', task: life.key, version }, ['head'], unit)
}
