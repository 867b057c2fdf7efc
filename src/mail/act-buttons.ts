import type { Letter, LetterItem } from '../data/letter-facts.ts'
import { translate } from '../i18n/translate.ts'
import { day } from './letter-text.ts'

/** A link of a mail that leads to the page of one act, on which the button is that acts. */
export interface ActButton {
  label: string
  href: string
  /** The one that is asked for now. */
  main: boolean
}

/** The buttons of one matter; none for those whose work it is not. */
export function actButtons({ acts }: LetterItem, publicUrl: string): ActButton[] {
  const t = translate('vi')
  return (acts ?? []).map(({ act, linkId }, index) => ({
    label: t(`mail.act.${act}`),
    href: `${publicUrl}/m/${linkId}`,
    main: index === 0 && act !== 'view',
  }))
}

/** What one should know of such links; '' where the mail has none. */
export function linksNote(letter: Letter, items: readonly LetterItem[]): string {
  if (!items.some(item => (item.acts ?? []).length > 0)) return ''
  const t = translate('vi')
  return letter.linksUntil ? t('mail.act.note_until', { date: day(letter.linksUntil) }) : t('mail.act.note')
}
