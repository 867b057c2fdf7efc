import type { IconName } from './icons.ts'

type Tone = 'plain' | 'quiet' | 'soon' | 'late' | 'wait'

/** How each status looks; the word comes from the caller. Only `late` and `bounced` are red. */
const looks = {
  done: ['done', 'plain'],
  verified: ['done', 'plain'],
  accepted: ['done', 'plain'],
  acknowledged: ['done', 'plain'],
  running: ['running', 'quiet'],
  in_progress: ['running', 'quiet'],
  issued: ['flag', 'quiet'],
  reported: ['waiting', 'quiet'],
  soon: ['clock', 'soon'],
  returned: ['returned', 'soon'],
  late_original: ['clock', 'soon'],
  late: ['late', 'late'],
  waiting: ['waiting', 'wait'],
  suspended: ['pause', 'wait'],
  draft: ['draft', 'wait'],
  not_implemented: ['none', 'wait'],
  withdrawn: ['dash', 'wait'],
  planned: ['clock', 'wait'],
  sent: ['mail', 'quiet'],
  kept: ['tray', 'quiet'],
  unsure: ['help', 'soon'],
  bounced: ['bounced', 'late'],
  failed: ['late', 'soon'],
  no_address: ['none', 'soon'],
  cancelled: ['dash', 'wait'],
  note: ['late', 'quiet'],
} as const satisfies Record<string, readonly [IconName, Tone]>

export type StatusKind = keyof typeof looks

/** Icon and tone of a status. @throws on an unknown kind. */
export function statusLook(kind: string): { icon: IconName; tone: Tone } {
  const look = looks[kind as StatusKind]
  if (!look) throw new Error(`there is no status ${kind}`)
  return { icon: look[0], tone: look[1] }
}
