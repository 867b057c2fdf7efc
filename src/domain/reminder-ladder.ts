import type { RecipientWord } from './reminder-recipient.ts'

export type Anchor =
  | 'act'
  | 'issue'
  | 'due'
  | 'update'
  | 'report'
  | 'extension'
  | 'week'
  | 'meeting'
  | 'part'
  | 'subtask'
  | 'request'

export interface LadderRung {
  rung: string
  /** What it counts from. */
  anchor: Anchor
  /** Working days after the anchor; before it, when negative. */
  offset_days: number
  /** Words of `reminder-recipient.ts`, with spaces between. */
  recipients: string
  at_once: number
  enabled: number
}

/**
 * The ladder of PRODUCT §4. Offsets are working days after the anchor (before it, when negative). "More than five"
 * days of waiting for a verdict is the sixth. From the day of `late_15` nobody of the unit is written to any more:
 * the task stands on the committee's list.
 */
export const defaultLadder: readonly LadderRung[] = [
  atOnce('issued', 'head', 'co_head'),
  onDay('not_received', 'issue', 2, 'head', 'secretary'),
  onDay('due_minus_10', 'due', -10, 'officer', 'head'),
  onDay('due_minus_3', 'due', -3, 'officer', 'head'),
  onDay('due_minus_1', 'due', -1, 'officer', 'head'),
  onDay('due_today', 'due', 0, 'officer', 'head'),
  onDay('late_1', 'due', 1, 'head'),
  onDay('late_3', 'due', 3, 'head', 'leader'),
  onDay('late_7', 'due', 7, 'head', 'leader', 'director', 'secretary'),
  onDay('late_15', 'due', 15),
  onDay('stale_10', 'update', 10, 'head'),
  onDay('verify_5', 'report', 6, 'verifier'),
  onDay('verify_10', 'report', 11, 'leader'),
  onDay('extension_3', 'extension', 3, 'above'),
  onDay('weekly', 'week', 0, 'secretary', 'leaders'),
  onDay('before_meeting', 'meeting', -1, 'committee', 'leaders', 'secretary'),
  atOnce('meeting_invited', 'committee'),
  atOnce('returned', 'head', 'officer'),
  atOnce('verified', 'head'),
  atOnce('extension_asked', 'decider'),
  atOnce('extension_decided', 'head'),
  atOnce('refused', 'secretary'),
  atOnce('suspended', 'head'),
  atOnce('resumed', 'head'),
  atOnce('suspension_asked', 'suspension_decider'),
  atOnce('suspension_refused', 'head'),
  atOnce('withdrawn', 'head', 'co_head'),
  atOnce('reopened', 'head', 'officer', 'secretary'),
  atOnce('non_implementation_proposed', 'committee'),
  atOnce('not_implemented', 'head'),
  atOnce('co_unit_submitted', 'head'),
  atOnce('co_unit_accepted', 'co_head'),
  atOnce('co_unit_returned', 'co_head'),
  atOnce('co_unit_waived', 'co_head'),
  atOnce('obligation_issued', 'head'),
  withTheDay('cycle_issued', 'head'),
  withTheDay('cycle_missed', 'head', 'leader', 'secretary'),
  atOnce('no_holder', 'secretary'),
  atOnce('part_planned', 'co_head'),
  atOnce('part_nudged', 'co_head'),
  onDay('part_minus_3', 'part', -3, 'co_head'),
  onDay('part_today', 'part', 0, 'co_head'),
  onDay('part_late_1', 'part', 1, 'co_head'),
  atOnce('subtask_given', 'subtask_officer'),
  atOnce('subtask_cancelled', 'subtask_officer'),
  onDay('subtask_minus_3', 'subtask', -3, 'subtask_officer'),
  onDay('subtask_today', 'subtask', 0, 'subtask_officer'),
  onDay('subtask_late_1', 'subtask', 1, 'subtask_officer'),
  atOnce('mentioned', 'mentioned'),
  atOnce('update_asked', 'head', 'officer'),
  onDay('update_asked_1', 'request', 1, 'head', 'officer'),
  atOnce('post_empty', 'secretary'),
  atOnce('post_ending', 'secretary'),
]

export interface Ladder {
  /** Undefined when the rung is switched off. */
  find(rung: string): LadderRung | undefined
  /** The rungs that count from something, but for the week and the meetings: what the planner climbs. */
  climbed: LadderRung[]
  /** The same with those that are switched off, for what is not sent and why. */
  all: LadderRung[]
}

export function ladderOf(rungs: readonly LadderRung[]): Ladder {
  const enabled = new Map(rungs.filter(rung => rung.enabled === 1).map(rung => [rung.rung, rung]))
  const all = rungs.filter(rung => !['act', 'week', 'meeting'].includes(rung.anchor))
  return {
    find: rung => enabled.get(rung),
    climbed: all.filter(rung => rung.enabled === 1),
    all,
  }
}

export function recipientWords(rung: LadderRung): RecipientWord[] {
  return rung.recipients.split(' ').filter(word => word !== '') as RecipientWord[]
}

function atOnce(rung: string, ...recipients: RecipientWord[]): LadderRung {
  return {
    rung,
    anchor: 'act',
    offset_days: 0,
    recipients: recipients.join(' '),
    at_once: 1,
    enabled: 1,
  }
}

/** Told by the bundle of the day on which the system did it. */
function withTheDay(rung: string, ...recipients: RecipientWord[]): LadderRung {
  return { ...atOnce(rung, ...recipients), at_once: 0 }
}

function onDay(rung: string, anchor: Anchor, days: number, ...recipients: RecipientWord[]): LadderRung {
  return {
    rung,
    anchor,
    offset_days: days,
    recipients: recipients.join(' '),
    at_once: 0,
    enabled: 1,
  }
}
