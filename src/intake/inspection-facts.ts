import { isPlainDate, type PlainDate } from '../lib/plain-date.ts'
import { readDate } from './date-shapes.ts'
import type { InspectionFacts } from './proposal.ts'
import type { Block } from './read-blocks.ts'

/** The facts with the day of issue as far as it is written: 'YYYY-MM-DD', 'YYYY-MM', or null. */
export interface DocumentFacts extends InspectionFacts {
  issuedOn: string | null
}

/** How far into a document its own facts are looked for. */
const HEAD = 6000
/** The unit inspected is named before its faults are. */
const OPENING = 2500
const KINDS =
  /^(?:thông báo|kết luận|biên bản|báo cáo|công văn|công điện|chỉ thị|quyết định|thông báo kết luận|kết luận thanh tra|kết luận kiểm tra)/iu
const BODY =
  /(?:Đoàn\s+(?:kiểm tra|giám sát|công tác|thanh tra|khảo sát)|Tổ\s+(?:kiểm tra|công tác)|Thanh tra\s+(?:Chính phủ|tỉnh|Sở|huyện|thành phố|TP|Bộ)|Ủy ban Kiểm tra)[^.,;:()|\n]{0,140}/u
const UNIT =
  /(?<![\p{L}])(?:tại(?: cơ quan)?|đối với|làm việc với|kiểm tra)\s+((?:Ban Thường vụ|Đảng ủy|Sở|Trường|UBND|Ủy ban|Phòng|Công ty|Tổng công ty|Bệnh viện|Trung tâm|Chi bộ|Huyện ủy|huyện|xã|phường|thành phố|Văn phòng)[^.,;:()|\n]{0,100})/u
const LEAD =
  /do\s+((?:ông|bà|đồng chí|đ\/c|các đồng chí)\s[^.;\n]{2,160}?)\s*,?\s+(?:làm\s+(?:phó\s+)?trưởng đoàn|(?:phó\s+)?trưởng đoàn|làm\s+phó\s+đoàn|dẫn đầu|chủ trì)/iu

/** Where a text tells its own day: at the head of a sentence, or behind the visit it names. */
const TOLD =
  /(?:(?:^|[\n.)]\s*)(?:\([^)\n]{1,12}\)\s*|\p{Lu}[\p{L}&]{1,14}\s?[-–]\s?)?(?:Hôm nay,[^\n]{0,40}?ngày|Trong ngày|Ngày|Sáng ngày|Chiều ngày|Sáng|Chiều|Tối|Trưa)|(?:buổi làm việc|kiểm tra|cuộc họp|hội nghị)[^.\n]{0,160},\s*ngày)\s+(?=\d)/gu

/** Reads number, days, bodies and title from the beginning of a cleaned document. */
export function inspectionFacts(text: string, blocks: readonly Block[]): DocumentFacts {
  const head = text.slice(0, HEAD)
  const issued = headerDay(head)
  const told = toldDay(head, issued)
  const year = yearOf(head)
  return {
    number: tidy(/(?:^|[\s/|])Số\s?:?\s*(\d{1,5}\s?[/-]\s?[\p{Lu}\d][\p{L}\d/&.-]{1,40})/u.exec(head)?.[1]),
    date: told ?? (isPlainDate(issued) ? issued : null),
    body: tidy(
      BODY.exec(head)?.[0]?.replace(
        /^((?:\S+\s){2,}?\S+)\s(?:do|đã|đến|làm|tiến hành|gồm|theo|về|ghi nhận|đánh giá|báo cáo|đề nghị|yêu cầu|kiến nghị|cho biết|vừa|không|phối hợp|trước|tại|với|bổ sung|khảo sát|và kết luận|xử phạt)\s.*$/u,
        '$1',
      ),
    ),
    inspectedUnit: tidy(
      UNIT.exec(head.slice(0, OPENING))?.[1]?.replace(
        /\s(?:về|đã|trong|do|theo|từ|năm|ngày|được|để|xảy|đúng|căn cứ|cách|nhằm|khi|giai đoạn)\s.*$/iu,
        '',
      ),
    ),
    teamLead: tidy(LEAD.exec(head)?.[1]),
    title: titleOf(blocks),
    issuedOn: issued ?? told ?? year,
  }
}

/** "Vĩnh Long, ngày 12 tháng 3 năm 2026"; 'YYYY-MM' when the day was left blank. */
function headerDay(head: string): string | null {
  const full = /,\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})/iu.exec(head)
  const short =
    /(?:ngày đăng|cập nhật)\D{0,20}(\d{1,2})\/(\d{1,2})\/(\d{4})|(?:thứ \p{L}+|chủ nhật),?\s*(?:ngày\s*)?(\d{1,2})\/(\d{1,2})\/(\d{4})/iu.exec(
      head,
    )
  const [, d, m, y] =
    full ?? (short ? [0, short[1] ?? short[4], short[2] ?? short[5], short[3] ?? short[6]] : [])
  if (y) {
    const day = `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
    if (isPlainDate(day)) return day
  }
  const month = /ngày\s+tháng\s*(\d{1,2})\s*năm\s+(\d{4})/iu.exec(head)
  return month && Number(month[1]) >= 1 && Number(month[1]) <= 12
    ? `${month[2]}-${month[1]!.padStart(2, '0')}`
    : null
}

/** The day the text tells of first ("Ngày 13/11/2018, Đoàn kiểm tra …"). A day without a year takes that of the text. */
function toldDay(head: string, issued: string | null): PlainDate | null {
  const around = issued?.slice(0, 4) ?? yearOf(head)
  for (const match of head.matchAll(TOLD)) {
    const at = match.index + match[0].length
    const date = readDate(head.slice(at, at + 30), around ? `${around}-01` : null)
    if (date?.unit !== 'day' || !date.last || (issued && date.last.slice(0, issued.length) > issued)) continue
    return date.last
  }
  return null
}

/** The year a text was written in: the last one it names as past, or the next when its own day would lie before a month it tells of. */
function yearOf(whole: string): string | null {
  const head = oneYearEach(whole)
  const named = [...head.matchAll(/(?<![\d/-])(?:(\d{1,2})\s?[-/.]\s?)?(20\d\d)(?![\d/-])/gu)].flatMap(m =>
    /(?:[Tt]rước|trong|[Đđ]ến|hết|cuối|giai đoạn|khóa)(?:\s+(?:tháng|ngày|năm|quý|\S{1,3}))?\s*$/u.test(
      head.slice(Math.max(0, m.index - 14), m.index),
    )
      ? []
      : [{ month: Number(m[1] ?? 0), year: Number(m[2]) }],
  )
  const year = Math.max(0, ...named.map(n => n.year))
  if (year === 0) return latestYear(head)
  const own = head.matchAll(TOLD).next().value
  const at = own ? own.index + own[0].length : 0
  const day = own ? readDate(head.slice(at, at + 30), `${year}-01`) : null
  const latest = Math.max(0, ...named.filter(n => n.year === year && n.month <= 12).map(n => n.month))
  return String(day && !day.dated && Number(day.last?.slice(5, 7)) < latest ? year + 1 : year)
}

/** "đầu năm học 2010 - 2011" is in the first of the two years. */
function oneYearEach(head: string): string {
  return head.replace(/(đầu năm học\s+20\d\d)\s?[-–]\s?20\d\d/giu, '$1')
}

/** The last year named at all, but for the ends of plans and terms. */
function latestYear(head: string): string | null {
  const years = [...head.matchAll(/(?<!\d)(20\d\d)(?!\d)/gu)].filter(
    m => !/(?:giai đoạn|nhiệm kỳ|khóa|đến năm)\s*\S*$/iu.test(head.slice(Math.max(0, m.index - 20), m.index)),
  )
  return (
    years
      .map(m => m[1]!)
      .toSorted()
      .at(-1) ?? null
  )
}

/** The subject line of an official document, or the headline of a news page. */
function titleOf(blocks: readonly Block[]): string | null {
  const head = blocks.slice(0, 30)
  const subject = head.flatMap(b => /V\/v\s*:?\s*([^|]{4,200})/u.exec(b.text)?.[1] ?? [])[0]
  if (subject) return tidy(subject)
  const at = head.findIndex(b => b.shouted && KINDS.test(b.text))
  if (at < 0) return tidy(head.find(isHeadline)?.text)
  const lines = [head[at]!.text]
  for (const b of head.slice(at + 1, at + 4)) {
    const bodyFollows = b.shouted && lines.length > 1 && !head[at + lines.length - 1]!.shouted
    if (
      bodyFollows ||
      b.closed ||
      b.marker ||
      b.text.length > 200 ||
      /^(?:Căn cứ|Ngày|Thực hiện|Kính gửi)/u.test(b.text)
    )
      break
    lines.push(b.text)
  }
  return tidy(lines.join(' '))
}

function isHeadline({ text, shouted, closed, cells }: Block): boolean {
  if (shouted || closed || cells.length > 0 || text.length < 20 || text.length > 200) return false
  // The motto and the place of the day stand above every official document.
  return !/^(?:Số|Kính (?:gửi|chuyển)|Ngày|Độc lập\s?[-–]|\(|<)|^[^,]{2,40}, ngày \d/u.test(text)
}

function tidy(found: string | undefined): string | null {
  const text = found
    ?.replace(/\s+/gu, ' ')
    .replace(/[\s,;./|-]+$/u, '')
    .trim()
  return text ? text.slice(0, 300) : null
}
