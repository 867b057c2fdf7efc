/**
 * The mails of the story, one row each, written by hand from PRODUCT §4 and the acts alone: the day, who gets it, its
 * kind, its rungs with their tasks, and why. `bundle`: the one mail of that person and morning. `notice`: at once.
 * `slip`: owed to a person without an address, so the ledger says so and no mail goes. Working days were counted on
 * paper: 31/12/2018 and 01/01/2019 are days off, Saturday 05/01/2019 is worked.
 */
import { decemberMails } from './story-mails-december.ts'
import { januaryMails } from './story-mails-january.ts'
import { novemberMails } from './story-mails-november.ts'

export interface StoryMail {
  day: string
  who: string
  kind: 'bundle' | 'notice' | 'slip'
  rungs: string[]
}

export const storyMails: StoryMail[] = [novemberMails, decemberMails, januaryMails].flatMap(readRows)

/** `2018-11-20 nhung notice issued 1.1 — why` */
function readRows(block: string): StoryMail[] {
  return block
    .trim()
    .split('\n')
    .map(line => {
      const [, day = '', who = '', kind, rungs = ''] = /^(\S+) (\S+) (\S+) (.+) — .+$/.exec(line) ?? []
      if (kind !== 'bundle' && kind !== 'notice' && kind !== 'slip') throw new Error(`no mail: ${line}`)
      return { day, who, kind, rungs: rungs.split(', ').sort() }
    })
}

/** One line a mail, in an order of their own, so that two lists can be laid side by side. */
export function mailLines(mails: StoryMail[]): string[] {
  return mails.map(({ day, who, kind, rungs }) => `${day} ${who} ${kind} ${rungs.join(', ')}`).sort()
}
