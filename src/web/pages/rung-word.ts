import { isMessageKey, type Translate } from '../../i18n/translate.ts'

/** A rung that a later version of the program no longer knows is shown by its key rather than not at all. */
export function rungWord(t: Translate, rung: string): string {
  const key = `rung.${rung}`
  return isMessageKey(key) ? t(key) : rung
}
