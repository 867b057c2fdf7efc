/** A stretch of the cleaned text, in UTF-16 units. */
export interface Span {
  start: number
  end: number
}

/** No sentence of a document is longer; what has no ends at all is cut here, so that every later step stays quick. */
const LONGEST = 6000
/** Short forms whose full stop ends nothing. */
const SHORT_FORMS = new Set(
  'tp tx tt q p h x gs ts ths th.s bs ks pgs cn tr st no đ/c đc ncs nxb v.v bch bgđ kts cvp pcvp vp hđnd ubnd'.split(
    ' ',
  ),
)
/** Words that begin a new sentence even after what looks like an initial. */
const FRESH_STARTS = /^(?:Tuy|Ngoài|Đồng|Bên|Trong|Các|Về|Để|Theo|Tại|Trước|Sau|Qua|Từ)\s/u
/** A word that only begins sentences, behind a small letter and no mark: a headline ran into the text ("… làm rõ Ngày 14.6, …"). */
const GLUED =
  /(?<=[\p{Ll}\d)]\s)(?=(?:Ngày|Sáng|Chiều|Tối|Hôm nay|Cũng|Tại|Theo|Trước đó|Sau khi|Qua|Phát biểu|Kết luận buổi|Kết luận hội nghị|Tuy nhiên|Ngoài ra|Đồng thời|Bên cạnh|Liên quan|Đối với)\s[\p{Ll}\d])/gu
const END = /[.!?…]+["”»')\]]*(?=\s|$)/gu

/**
 * The sentences of one paragraph or list item, between `start` and `end` of the text, trimmed. A full stop of an abbreviation,
 * an initial, a number or a list mark ends nothing; an ellipsis ends a sentence only before a capital; ";" ends none.
 */
export function splitSentences(text: string, start = 0, end = text.length): Span[] {
  const part = text.slice(start, end)
  const spans: Span[] = []
  let from = 0
  for (const stop of ends(part)) {
    if (stop <= from) continue
    pushLong(spans, part, from, stop, start)
    from = stop
  }
  pushLong(spans, part, from, part.length, start)
  return spans
}

/** Where sentences end, in order. */
function ends(part: string): number[] {
  const stops: number[] = []
  for (const match of part.matchAll(END)) {
    const stop = match.index + match[0].length
    if (endsHere(part, stops.at(-1) ?? 0, match.index, stop)) stops.push(stop)
  }
  for (const match of part.matchAll(GLUED)) stops.push(match.index)
  return stops.toSorted((a, b) => a - b)
}

function endsHere(part: string, from: number, mark: number, stop: number): boolean {
  const next = part.slice(stop, stop + 24).trimStart()
  if (next === '') return true
  const marks = part.slice(mark, stop)
  if (/^(?:\.{2,}|…)/u.test(marks)) return /^["“(]?[\p{Lu}]/u.test(next)
  if (!/^(?:["“([]?[\p{Lu}\d]|[-–+•]\s)/u.test(next)) return false
  return marks.startsWith('.') ? !isShortForm(part, from, mark, next) : true
}

/** Whether the word before the full stop is an abbreviation, an initial or a list number. */
function isShortForm(part: string, from: number, mark: number, next: string): boolean {
  const before = part.slice(Math.max(from, mark - 12), mark)
  const word = /[^\s,;:("“]*$/u.exec(before)?.[0] ?? ''
  if (word === '') return false
  if (/^\d{1,2}(?:\.\d{1,2}){0,3}$/u.test(word)) return part.slice(from, mark).trim() === word
  if (/^(?:\p{Lu}|\p{Lu}(?:\.\p{Lu})+)$/u.test(word)) return !FRESH_STARTS.test(next)
  return SHORT_FORMS.has(word.toLowerCase()) && !FRESH_STARTS.test(next)
}

function pushLong(spans: Span[], part: string, from: number, to: number, offset: number): void {
  let at = from
  while (to - at > LONGEST) {
    const space = part.lastIndexOf(' ', at + LONGEST)
    const cut = space > at ? space : at + LONGEST
    push(spans, part, at, isLowSurrogate(part, cut) ? cut + 1 : cut, offset)
    at = isLowSurrogate(part, cut) ? cut + 1 : cut
  }
  push(spans, part, at, to, offset)
}

/** Adds the stretch without the white space around it; one without any letter or digit belongs to no sentence. */
function push(spans: Span[], part: string, from: number, to: number, offset: number): void {
  const piece = part.slice(from, to)
  if (!/[\p{L}\p{N}]/u.test(piece)) return
  const lead = piece.length - piece.trimStart().length
  spans.push({ start: offset + from + lead, end: offset + from + piece.trimEnd().length })
}

function isLowSurrogate(part: string, at: number): boolean {
  const code = part.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff
}
