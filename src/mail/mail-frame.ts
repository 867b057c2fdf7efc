import type { Letter } from '../data/letter-facts.ts'
import { translate } from '../i18n/translate.ts'
import { actingLine } from './post-line.ts'

/** What every mail of reminders begins and ends with. */
export interface MailFrame {
  subject: string
  officeName: string
  help: string
  you: string
  youLower: string
  name: string
  post: string
}

export function frameOf(letter: Letter, subject: string): MailFrame {
  const youLower = translate('vi')(`mail.you.${letter.office.salutation}`)
  return {
    subject,
    officeName: letter.office.name,
    help: letter.office.help_contact,
    you: youLower.charAt(0).toUpperCase() + youLower.slice(1),
    youLower,
    name: letter.recipient.name,
    post: letter.recipient.posts.map(actingLine).join('; '),
  }
}
