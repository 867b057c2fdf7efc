/**
 * PRODUCT §3 as a pure model: what a task is, who may do what from which state, by which guard, and what follows.
 * Written from the document and not from the code, so that the two can disagree. An act of the program that is not in
 * `modelActs` fails the model test by its name; to add one, write its row here and its input in task-model-input.ts.
 */
import { addDays } from '../../src/lib/plain-date.ts'
import { movedOn, workedDays } from './naive-days.ts'
import type { CastKey } from './office.ts'

export type LeadUnit = 'tccb' | 'vp' | 'gdth'
export type ModelState =
  | 'draft'
  | 'issued'
  | 'in_progress'
  | 'reported'
  | 'returned'
  | 'verified'
  | 'suspended'
  | 'not_implemented'
  | 'withdrawn'

export interface Model {
  state: ModelState
  day: string
  lead: LeadUnit
  officer: CastKey | null
  due: string
  original: string | null
  /** The day from which a head has three working days to say that it is not theirs. */
  givenOn: string
  issuedOn: string
  reportedOn: string | null
  completedOn: string | null
  reporter: CastKey | null
  /** Who wrote the draft of the report that lies ready. */
  drafter: CastKey | null
  granted: number
  pause: { from: string; review: string } | null
  /** Who asked for what waits. */
  asked: {
    extension: CastKey | null
    pause: CastKey | null
    notDoing: CastKey | null
    refusal: CastKey | null
  }
  askedDue: string
  askedReview: string
  part: 'none' | 'asked' | 'received' | 'submitted' | 'returned' | 'accepted' | 'waived'
  /** Null: the part is due with the task, whenever that is. */
  partDue: string | null
  partText: string
  partNudgedOn: string | null
  /** What the lead unit gave on, in order of giving. */
  pieces: Piece[]
  /** Whether a leader's question waits for the unit's word. */
  question: boolean
  /** Evidence: whether any is attached, and whose lies ready. */
  attached: boolean
  ready: CastKey[]
  deadlineVersion: number
}

/** Work given on to Đỗ Thị Mỹ Hạnh, the one officer; `ended`: with its task, not by her head. */
export interface Piece {
  state: 'open' | 'done' | 'cancelled' | 'ended'
  title: string
  due: string
}

export interface Try {
  who: CastKey
  /** A secretary names the leader who signed and the document. */
  behalf: boolean
  input: Record<string, unknown>
}

export interface ModelAct {
  from: readonly ModelState[]
  who(model: Model, who: CastKey, input: Record<string, unknown>): boolean
  /** A secretary may do it for a leader, with the signed document (DECISIONS 22). */
  onBehalf?(model: Model): boolean
  /** What has to wait on the task, or must not; of any piece while no input names one. */
  open?(model: Model, input?: Record<string, unknown>): boolean
  guard(model: Model, input: Record<string, unknown>, who: CastKey): boolean
  after(model: Model, input: Record<string, unknown>, who: CastKey): Partial<Model>
}

export type Verdict = 'done' | 'not_theirs' | 'wrong_state' | 'invalid'

/** What PRODUCT says of somebody trying the act. */
export function judge(model: Model, act: ModelAct, { who, behalf, input }: Try): Verdict {
  const asSecretary = who === 'tuyet' && act.onBehalf?.(model) === true
  // Who asked decides by no post, and signs nothing of their own through a secretary: the leader named is ngan.
  if (!(asSecretary || act.who(model, who, input))) return 'not_theirs'
  if (!act.from.includes(model.state) || act.open?.(model, input) === false) return 'wrong_state'
  if (asSecretary && !behalf) return 'invalid'
  return act.guard(model, input, who) ? 'done' : 'invalid'
}

const leaders: CastKey[] = ['bao', 'ngan', 'hang']
const committee: CastKey[] = ['son', 'ngan']
const heads: Record<LeadUnit, CastKey> = { tccb: 'phuc', vp: 'nhung', gdth: 'hang' }
const unitOf: Partial<Record<CastKey, string>> = { hang: 'gdth', khoi: 'ttra' }

export const headOf = (model: Model): CastKey => heads[model.lead]
const isHead = (model: Model, who: CastKey) => who === headOf(model)
const isLeader = (_model: Model, who: CastKey) => leaders.includes(who)
const isWorker = (model: Model, who: CastKey) => isHead(model, who) || who === model.officer
const isVerifier = (model: Model, who: CastKey) =>
  (who === 'khoi' || leaders.includes(who)) && who !== model.reporter && unitOf[who] !== model.lead

const open: ModelState[] = ['issued', 'in_progress', 'returned', 'reported', 'suspended']
const atWork: ModelState[] = ['in_progress', 'returned']
const notReported: ModelState[] = ['issued', 'in_progress', 'returned']

const said =
  (...names: string[]) =>
  (_model: Model, input: Record<string, unknown>) =>
    names.every(name => typeof input[name] === 'string' && (input[name] as string).trim() !== '')
const always = () => true
const nothing = () => ({})

/** Nothing waits on a task on which nobody could answer it. */
const noneAsked: Model['asked'] = { extension: null, pause: null, notDoing: null, refusal: null }

/** Only Phòng Tổ chức cán bộ has an officer in the test's office. */
const officerFits = (model: Model, officer: unknown) => !officer || model.lead === 'tccb'

export const modelActs: Record<string, ModelAct> = {
  prepare: {
    from: ['draft'],
    who: (model, who) => who === 'tuyet' || isLeader(model, who),
    guard: (model, input) => {
      const partInTime = model.part === 'none' || ((input.partDue as string) ?? '') <= (input.dueOn as string)
      return said('title', 'criterion', 'dueOn')(model, input) && partInTime
    },
    after: (model, { dueOn, lead, partDue }) => ({
      due: dueOn as string,
      lead: lead as LeadUnit,
      ...(lead === model.lead ? {} : { officer: null }),
      ...(model.part === 'none' ? {} : { partDue: partDue as string | null, partText: 'Góp ý' }),
    }),
  },
  issue: {
    from: ['draft'],
    who: isLeader,
    onBehalf: always,
    guard: always,
    after: model => ({
      state: 'issued',
      issuedOn: model.day,
      givenOn: model.day,
      original: model.due,
      asked: { ...model.asked, refusal: null },
      deadlineVersion: model.deadlineVersion + 1,
    }),
  },
  receive: {
    from: ['issued'],
    who: isHead,
    guard: (model, { officer }) => officerFits(model, officer ?? model.officer),
    after: (model, { officer }) => ({ state: 'in_progress', officer: (officer as CastKey) ?? model.officer }),
  },
  refuse: {
    from: ['issued'],
    who: isHead,
    guard: (model, input) =>
      said('reason')(model, input) && input.unit !== model.lead && workedDays(model.givenOn, model.day) <= 3,
    after: (_model, _input, who) => ({ state: 'draft', asked: { ...noneAsked, refusal: who } }),
  },
  update: {
    from: atWork,
    who: isWorker,
    guard: (model, input) => said('text')(model, input) && Number(input.percent) <= 100,
    after: (model, _input, who) => ({
      attached: model.attached || model.ready.includes(who),
      ready: model.ready.filter(one => one !== who),
    }),
  },
  draft_report: {
    from: atWork,
    who: isWorker,
    guard: said('text'),
    after: (_model, _input, who) => ({ drafter: who }),
  },
  report: {
    from: atWork,
    who: isHead,
    guard: (model, input, who) => {
      const hasEvidence = model.attached || model.ready.some(one => one === who || one === model.drafter)
      const partsSettled = ['none', 'accepted', 'waived'].includes(model.part)
      const claimed = input.claimedOn as string
      const inTime = claimed <= model.day && claimed >= model.issuedOn
      return said('text')(model, input) && inTime && hasEvidence && partsSettled
    },
    after: (model, _input, who) => ({
      state: 'reported',
      reportedOn: model.day,
      reporter: who,
      drafter: null,
      attached: true,
      ready: model.ready.filter(one => one !== who && one !== model.drafter),
      asked: noneAsked,
    }),
  },
  take_back: {
    from: ['reported'],
    who: isHead,
    guard: said('reason'),
    after: () => ({ state: 'in_progress', reportedOn: null, reporter: null }),
  },
  verify: {
    from: ['reported'],
    who: isVerifier,
    guard: always,
    after: model => ({ state: 'verified', completedOn: model.reportedOn }),
  },
  return: {
    from: ['reported'],
    who: isVerifier,
    guard: (model, input) =>
      said('reason', 'missing')(model, input) && (input.supplementDueOn as string) >= model.day,
    after: model => ({
      state: 'returned',
      // The days of verification are not the unit's: those after the report's day up to and including today.
      due: movedOn(model.due, workedDays(model.reportedOn as string, model.day)),
      reportedOn: null,
      reporter: null,
      deadlineVersion: model.deadlineVersion + 1,
    }),
  },
  request_suspension: {
    from: atWork,
    who: isHead,
    open: model => model.asked.pause === null,
    guard: isPause,
    after: (model, input, who) => ({
      asked: { ...model.asked, pause: who },
      askedReview: input.reviewOn as string,
    }),
  },
  withdraw_suspension_request: {
    from: atWork,
    who: isHead,
    open: model => model.asked.pause !== null,
    guard: always,
    after: model => ({ asked: { ...model.asked, pause: null } }),
  },
  decide_suspension_request: {
    from: atWork,
    who: (model, who) => isLeader(model, who) && who !== model.asked.pause,
    onBehalf: always,
    open: model => model.asked.pause !== null,
    guard: (model, input) => {
      if (input.verdict === 'refused') return said('note')(model, input)
      const reviewOn = (input.reviewOn as string) || model.askedReview
      return input.verdict === 'granted' && isReview(model, reviewOn)
    },
    after: (model, input) => {
      if (input.verdict === 'refused') return { asked: { ...model.asked, pause: null } }
      return paused(model, (input.reviewOn as string) || model.askedReview)
    },
  },
  suspend: {
    from: atWork,
    who: (model, who) => isLeader(model, who) && who !== model.asked.pause,
    onBehalf: always,
    guard: isPause,
    after: (model, input) => paused(model, input.reviewOn as string),
  },
  resume: {
    from: ['suspended'],
    who: isLeader,
    onBehalf: always,
    guard: always,
    after: model => resumed(model, model.day),
  },
  propose_non_implementation: {
    from: notReported,
    who: isLeader,
    open: model => model.asked.notDoing === null,
    guard: said('explanation'),
    after: (model, _input, who) => ({ asked: { ...model.asked, notDoing: who } }),
  },
  decide_non_implementation: {
    from: notReported,
    who: (model, who) => committee.includes(who) && who !== model.asked.notDoing,
    open: model => model.asked.notDoing !== null,
    guard: (model, input) =>
      input.verdict === 'accepted' ? said('decisionNo')(model, input) : said('note')(model, input),
    after: (model, { verdict }) =>
      verdict === 'accepted'
        ? { state: 'not_implemented', asked: noneAsked }
        : { asked: { ...model.asked, notDoing: null } },
  },
  withdraw: {
    from: open,
    who: isLeader,
    onBehalf: always,
    guard: (model, input) => said('reason')(model, input) && input.successorId === null,
    after: () => ({ state: 'withdrawn', asked: noneAsked }),
  },
  reopen: {
    from: ['verified', 'not_implemented'],
    who: (model, who) => isLeader(model, who) || committee.includes(who),
    guard: (model, input) => said('reason')(model, input) && (input.newDueOn as string) > model.day,
    after: (model, { newDueOn }) => ({
      state: 'in_progress',
      due: newDueOn as string,
      reportedOn: null,
      reporter: null,
      completedOn: null,
      deadlineVersion: model.deadlineVersion + 1,
    }),
  },
  reassign: {
    from: open,
    who: isLeader,
    onBehalf: always,
    guard: (model, input) => said('reason')(model, input) && input.unit !== model.lead && input.unit !== 'cd',
    after: (model, { unit }) => ({
      lead: unit as LeadUnit,
      officer: null,
      givenOn: model.day,
      asked: noneAsked,
      deadlineVersion: model.deadlineVersion + 1,
    }),
  },
  assign_officer: {
    from: open,
    who: isHead,
    guard: (model, { officer }) => officerFits(model, officer),
    after: (_model, { officer }) => ({ officer: officer as CastKey | null }),
  },
  correct: {
    from: open,
    who: (model, who) => who === 'tuyet' || isLeader(model, who),
    guard: said('reason', 'title', 'criterion'),
    after: nothing,
  },
  request_extension: {
    from: atWork,
    who: isHead,
    open: model => model.asked.extension === null,
    guard: (model, input) =>
      said('reason', 'doneSoFar', 'plan')(model, input) && isLater(model, input.newDueOn as string),
    after: (model, input, who) => ({
      asked: { ...model.asked, extension: who },
      askedDue: input.newDueOn as string,
    }),
  },
  withdraw_extension: {
    from: open,
    who: isHead,
    open: model => model.asked.extension !== null,
    guard: always,
    after: model => ({ asked: { ...model.asked, extension: null } }),
  },
  decide_extension: {
    from: atWork,
    who: (model, who) => decidesExtension(model, who) && who !== model.asked.extension,
    onBehalf: model => model.granted === 0,
    open: model => model.asked.extension !== null,
    guard: (model, input) => {
      if (input.verdict !== 'granted') return said('note')(model, input)
      return isLater(model, (input.grantedDueOn as string) || model.askedDue)
    },
    after: (model, input) => {
      const asked = { ...model.asked, extension: null }
      if (input.verdict !== 'granted') return { asked }
      const due = (input.grantedDueOn as string) || model.askedDue
      return { asked, due, granted: model.granted + 1, deadlineVersion: model.deadlineVersion + 1 }
    },
  },
  receive_co_unit: partAct(notReported, isPartHead, ['asked'], 'received'),
  update_co_unit: partAct(notReported, isPartHead, ['asked', 'received', 'returned'], 'received', 'text'),
  submit_co_unit: partAct(notReported, isPartHead, ['asked', 'received', 'returned'], 'submitted', 'text'),
  accept_co_unit: partAct(atWork, isHead, ['submitted'], 'accepted'),
  return_co_unit: partAct(atWork, isHead, ['submitted'], 'returned', 'reason'),
  waive_co_unit: partAct(atWork, isHead, ['asked', 'received', 'submitted', 'returned'], 'waived', 'reason'),
  plan_co_unit: {
    from: notReported,
    who: (model, who) => isHead(model, who) || isLeader(model, who),
    open: isOwed,
    guard: (model, input) => {
      const dueOn = input.dueOn as string | null
      const moved = dueOn !== model.partDue
      const dateFits = !moved || dueOn === null || isWithin(model, dueOn)
      return said('deliverable')(model, input) && dateFits && (moved || input.deliverable !== model.partText)
    },
    after: (_model, { deliverable, dueOn }) => ({
      partDue: dueOn as string | null,
      partText: deliverable as string,
    }),
  },
  nudge_co_unit: {
    from: notReported,
    who: isHead,
    open: isOwed,
    // Once a working day: one has to have begun and ended since; a day off belongs to the next one worked.
    guard: ({ partNudgedOn: last, day }) =>
      last === null || workedDays(addDays(last, -1), addDays(day, -1)) > 0,
    after: model => ({ partNudgedOn: model.day }),
  },
  give_subtask: {
    from: atWork,
    who: isHead,
    guard: (model, input) =>
      said('title')(model, input) && pieceFits(model, input) && isWithin(model, input.dueOn as string),
    after: ({ pieces }, { title, dueOn }) => ({
      pieces: [...pieces, { state: 'open', title: title as string, due: dueOn as string }],
    }),
  },
  change_subtask: {
    from: atWork,
    who: isHead,
    open: hasOpenPiece,
    guard: (model, input) => {
      const { title, due } = pieceOf(model, input) as Piece
      const kept = input.dueOn === due
      const changed = !kept || input.title !== title
      const dateFits = kept || isWithin(model, input.dueOn as string)
      return said('title')(model, input) && pieceFits(model, input) && dateFits && changed
    },
    after: (model, input) =>
      pieceBecomes(model, input, { title: input.title as string, due: input.dueOn as string }),
  },
  update_subtask: {
    from: atWork,
    who: isHeadOrPieceOfficer,
    open: hasOpenPiece,
    guard: (model, input) => said('text')(model, input) && Number(input.percent) <= 100,
    after: nothing,
  },
  complete_subtask: {
    from: atWork,
    who: isHeadOrPieceOfficer,
    open: hasOpenPiece,
    guard: always,
    after: (model, input) => pieceBecomes(model, input, { state: 'done' }),
  },
  cancel_subtask: {
    from: atWork,
    who: isHead,
    open: hasOpenPiece,
    guard: said('reason'),
    after: (model, input) => pieceBecomes(model, input, { state: 'cancelled' }),
  },
  ask_update: {
    from: atWork,
    who: (model, who) => who === 'tuyet' || isLeader(model, who),
    open: model => !model.question,
    guard: (model, input) =>
      said('question')(model, input) && ((input.answerBy as string | null) ?? model.day) >= model.day,
    after: () => ({ question: true }),
  },
}

const closed: readonly ModelState[] = ['verified', 'not_implemented', 'withdrawn']

/** What the act makes of the task, and what that means for the part, the work given on and the question. */
export function afterAct(
  model: Model,
  act: string,
  input: Record<string, unknown>,
  who: CastKey,
): Partial<Model> {
  const change = modelActs[act]?.after(model, input, who) ?? {}
  return { ...change, ...consequences(model, act, change) }
}

/** At its review date the system resumes. */
export function afterReview(model: Model): Partial<Model> {
  const change = resumed(model, model.day)
  return { ...change, ...consequences(model, 'resume', change) }
}

function consequences(model: Model, act: string, change: Partial<Model>): Partial<Model> {
  const state = change.state ?? model.state
  const ends = closed.includes(state)
  const leaves = ends || state === 'draft' || act === 'reassign'
  const answered = act === 'update' || act === 'report'
  return {
    ...(leaves ? { pieces: model.pieces.map(endedPiece) } : {}),
    ...(ends || answered ? { question: false } : {}),
    ...(change.due && model.state !== 'draft' ? partMoved(model, act, change.due) : {}),
  }
}

function endedPiece(piece: Piece): Piece {
  return piece.state === 'open' ? { ...piece, state: 'ended' } : piece
}

/** A part due with the task stays so, a pause moves every date as it moves the task's, and none is left behind it. */
function partMoved(model: Model, act: string, due: string): Partial<Model> {
  const { partDue } = model
  if (!partDue || !isOwed(model) || due === model.due) return {}
  if (partDue === model.due) return { partDue: due }
  const from = model.pause?.from
  const wanted = act === 'resume' && from ? movedOn(partDue, workedDays(from, model.day)) : partDue
  return { partDue: wanted > due ? due : wanted }
}

function isOwed(model: Model): boolean {
  return ['asked', 'received', 'returned'].includes(model.part)
}

/** A date for what is a part of the task: from today on, and not after it. */
function isWithin(model: Model, date: string): boolean {
  return date >= model.day && date <= model.due
}

const pieceOf = (model: Model, input: Record<string, unknown>): Piece | undefined =>
  model.pieces[input.piece as number]

function hasOpenPiece(model: Model, input?: Record<string, unknown>): boolean {
  const asked = input ? [pieceOf(model, input)] : model.pieces
  return asked.some(piece => piece?.state === 'open')
}

/** Who was given a piece goes on seeing the task, unless the head took the piece back. */
function isHeadOrPieceOfficer(model: Model, who: CastKey, input: Record<string, unknown>): boolean {
  if (isHead(model, who)) return true
  const sees = model.officer === who || model.pieces.some(piece => piece.state !== 'cancelled')
  return who === 'hanh' && pieceOf(model, input) !== undefined && sees
}

/** It goes to an officer who holds that post in the lead unit. */
const pieceFits = (model: Model, { officer }: Record<string, unknown>) =>
  officer === 'hanh' && model.lead === 'tccb'

function pieceBecomes(
  model: Model,
  { piece }: Record<string, unknown>,
  change: Partial<Piece>,
): Partial<Model> {
  return { pieces: model.pieces.map((one, index) => (index === piece ? { ...one, ...change } : one)) }
}

function isPartHead(model: Model, who: CastKey): boolean {
  return who === 'thuy' && model.part !== 'none'
}

/** An act on the part of the one co-unit, Công đoàn ngành; none moves the task itself. */
function partAct(
  from: readonly ModelState[],
  who: ModelAct['who'],
  states: Model['part'][],
  to: Model['part'],
  ...words: string[]
): ModelAct {
  return {
    from,
    who,
    open: model => states.includes(model.part),
    guard: said(...words),
    after: (model, _input, actor) => ({
      part: to,
      ...(words.includes('text')
        ? {
            attached: model.attached || model.ready.includes(actor),
            ready: model.ready.filter(one => one !== actor),
          }
        : {}),
    }),
  }
}

/** The leader the first, the committee from the second granted on; who asked never. */
function decidesExtension(model: Model, who: CastKey): boolean {
  if (model.granted > 0) return committee.includes(who)
  return leaders.includes(who)
}

function isLater(model: Model, date: string): boolean {
  return date > model.due && date >= model.day
}

function isReview(model: Model, reviewOn: string): boolean {
  return reviewOn > model.day && reviewOn <= addDays(model.day, 30)
}

function isPause(model: Model, input: Record<string, unknown>): boolean {
  return said('ground', 'documentNo')(model, input) && isReview(model, input.reviewOn as string)
}

function paused(model: Model, review: string): Partial<Model> {
  return { state: 'suspended', pause: { from: model.day, review }, asked: noneAsked }
}

/** The deadline moves on by the working days from the suspension to the day it ends. */
function resumed(model: Model, day: string): Partial<Model> {
  const from = model.pause?.from ?? day
  return {
    state: 'in_progress',
    pause: null,
    due: movedOn(model.due, workedDays(from, day)),
    deadlineVersion: model.deadlineVersion + 1,
  }
}
