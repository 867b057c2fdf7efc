import { IntlMessageFormat } from 'intl-messageformat'
import en from './en.json' with { type: 'json' }
import vi from './vi.json' with { type: 'json' }

export type Locale = 'vi' | 'en'
export type MessageKey = keyof typeof vi
export type MessageValues = Record<string, string | number>
export type Translate = (key: MessageKey, values?: MessageValues) => string

const catalogs: Record<Locale, Record<string, string>> = { vi, en }
const translators = new Map<Locale, Translate>()

/**
 * The function that words a key in one language. Messages are ICU MessageFormat, compiled at first use and kept.
 * The words come back as plain text: whoever puts them into HTML escapes them.
 * @throws Error for a key that the catalog lacks or a value that the message needs and was not given
 */
export function translate(locale: Locale): Translate {
  const known = translators.get(locale)
  if (known) return known
  const made = makeTranslate(locale)
  translators.set(locale, made)
  return made
}

/** Whether the text is a key of the catalogs; for keys that come out of the database or an error. */
export function isMessageKey(text: string): text is MessageKey {
  return Object.hasOwn(catalogs.vi, text)
}

function makeTranslate(locale: Locale): Translate {
  const compiled = new Map<string, (values?: MessageValues) => string>()
  return (key, values) => {
    let message = compiled.get(key)
    if (!message) {
      message = compile(locale, key)
      compiled.set(key, message)
    }
    return message(values)
  }
}

function compile(locale: Locale, key: string): (values?: MessageValues) => string {
  if (!Object.hasOwn(catalogs[locale], key)) throw new Error(`no ${locale} message for the key ${key}`)
  const text = catalogs[locale][key]!
  // Most messages are plain words; parsing them would cost time and memory for nothing.
  if (!/[{}']/.test(text)) return () => text
  const message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })
  return values => String(message.format(values))
}
