import { formatDate, formatNumber } from '../i18n/format.ts'
import { translate } from '../i18n/translate.ts'
import { localDate } from '../lib/plain-date.ts'
import type { Render } from '../render/renderer.ts'
import { mailHelpers } from './mail-helpers.ts'

/** What the mail of a finished export tells. */
interface ExportLetter {
  id: string
  format: 'docx' | 'pdf' | 'xlsx' | 'csv'
  personName: string
  officeName: string
  /** YYYY-MM-DD: the day the file tells of. */
  asOf: string
  rows: number
  /** UTC ISO. */
  expiresAt: string
}

/** Words the mail of a finished export. The file itself stays inside: its link asks for a sign-in. */
export function createExportComposer(render: Render, { publicUrl }: { publicUrl: string }) {
  const t = translate('vi')
  const h = mailHelpers()
  return (letter: ExportLetter): { subject: string; text: string; html: string } => {
    const { id, format, asOf, rows, expiresAt, officeName } = letter
    const link = `${publicUrl}/exports/${id}`
    const what = t(`export.format.${format}`)
    const data = {
      subject: t('mail.export.subject', { what, date: formatDate(asOf) }),
      officeName,
      greeting: t('mail.access.greeting', { name: letter.personName }),
      lines: [
        t('mail.export.text', { what, date: formatDate(asOf), rows: formatNumber(rows, 'vi') }),
        t('mail.export.until', { date: formatDate(localDate(expiresAt)) }),
      ],
      button: t('mail.export.button'),
      link,
      notes: [t('mail.export.sign_in'), t('mail.access.automatic')],
    }
    const text = [data.greeting, ...data.lines, `${data.button}:\n${link}`, '--', ...data.notes].join('\n\n')
    return { subject: data.subject, text: `${text}\n`, html: render('mail/access', data, { h }) }
  }
}
