/**
 * The form in which text is indexed and searched: no diacritics, no đ, lower case ("Sở Giáo dục" → "so giao duc").
 * SQLite's own folding never touches đ, so both sides of a search go through here.
 */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
}

/** Text as it is stored: NFC, LF line ends, without what no database column can hold (NUL, lone surrogates). */
export function normaliseText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\0|\p{Surrogate}/gu, '')
    .normalize('NFC')
}

/** A one-line field as it is stored: normalised, trimmed, every run of whitespace one space. */
export function normaliseLine(text: string): string {
  return normaliseText(text).replace(/\s+/g, ' ').trim()
}
