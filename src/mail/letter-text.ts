import { formatDate } from '../i18n/format.ts'

/** "02": as numbers of days are written in official letters. */
export function twoDigits(days: number): string {
  return String(days).padStart(2, '0')
}

export function day(date: string | null | undefined): string {
  return date ? formatDate(date) : ''
}

/** One line: a mail's words are no place for the line breaks of a form. */
export function flat(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim()
}

/** One line that ends like a sentence, since another may follow. */
export function sentence(text: string | null | undefined): string {
  const line = flat(text)
  return line === '' || /[.!?…;:]$/.test(line) ? line : `${line}.`
}
