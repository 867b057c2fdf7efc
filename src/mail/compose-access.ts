import { formatDateTime } from '../i18n/format.ts'
import { type MessageKey, translate } from '../i18n/translate.ts'
import type { Render } from '../render/renderer.ts'
import { mailHelpers } from './mail-helpers.ts'

interface Letter {
  kind: 'invitation' | 'reset'
  personName: string
  officeName: string
  link: string
  /** UTC ISO. */
  expiresAt: string
}

declare module '../render/views.ts' {
  interface Views {
    'mail/access': {
      subject: string
      officeName: string
      greeting: string
      lines: string[]
      button: string
      link: string
      notes: string[]
    }
  }
}

/** Words the letters that carry a one-use link: invitation and forgotten password. Vietnamese only (DECISIONS 16). */
export function createAccessComposer(render: Render) {
  const t = translate('vi')
  const h = mailHelpers()
  return (letter: Letter): { subject: string; text: string; html: string } => {
    const { kind, link, officeName } = letter
    const word = (part: string) => t(`mail.access.${kind}.${part}` as MessageKey, { office: officeName })
    const until = t('mail.access.until', { when: formatDateTime(letter.expiresAt, 'vi') })
    const data = {
      subject: word('subject'),
      officeName,
      greeting: t('mail.access.greeting', { name: letter.personName }),
      lines: [word('text'), `${until} ${word('use')}`],
      button: word('button'),
      link,
      notes: [word('ignore'), t('mail.access.automatic')],
    }
    const text = [data.greeting, ...data.lines, `${data.button}:\n${link}`, '--', ...data.notes].join('\n\n')
    return { subject: data.subject, text: `${text}\n`, html: render('mail/access', data, { h }) }
  }
}
