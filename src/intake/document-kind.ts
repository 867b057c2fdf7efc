import { findAskingVerb } from './asking-verb.ts'
import type { Block } from './read-blocks.ts'
import type { Ground } from './scene.ts'
import type { FoundUnit } from './walk.ts'
import { wordsOf } from './words.ts'

/** Titles of documents in which a unit speaks of itself or asks a favour: they hold no recommendation. */
const OWN_TITLES = /^(?:BÁO CÁO|TỜ TRÌNH|ĐƠN|BẢN KIỂM ĐIỂM|BẢN CAM KẾT|BẢN GIẢI TRÌNH|GIẤY ĐỀ NGHỊ)(?!\p{L})/u
const INSPECTING_REPORT = /giám sát|thanh tra|khảo sát|(?<!tự )kiểm tra|đoàn /iu
const SELF =
  /tự (?:kiểm tra|đánh giá|rà soát)|giải trình|khắc phục (?:hạn chế|tồn tại|sau)|kết quả (?:thực hiện|khắc phục)|tiếp thu/iu

/** The ground of a whole document by its title: a unit's report on itself promises and asks upward, and recommends nothing. */
export function documentGround(blocks: readonly Block[]): Ground {
  const head = blocks.slice(0, 16)
  const at = head.findIndex(b => OWN_TITLES.test(b.text))
  if (at < 0) return 'plain'
  if (!head[at]!.text.startsWith('BÁO CÁO')) return 'other'
  const title = head
    .slice(Math.max(0, at - 6), at + 3)
    .map(b => b.text)
    .join(' ')
  if (SELF.test(title) && !/đoàn (?:kiểm tra|giám sát|thanh tra|khảo sát)/iu.test(title)) return 'other'
  return INSPECTING_REPORT.test(title) ? 'plain' : 'other'
}

/** How much of a headline's or lead's words must come again later for it to be a repeat. */
const REPEATED = 0.45
/** So few words say nothing about a repeat. */
const FEWEST = 8

/** Without the units of a news lead that say in short what the body says in full. */
export function dropRepeats(text: string, blocks: readonly Block[], units: FoundUnit[]): FoundUnit[] {
  if (blocks.length < 3 || blocks[0]!.closed) return units
  const lead = blocks.findIndex(b => b.closed && b.text.length >= 80)
  return units.filter((unit, i) => {
    if (unit.block > lead || blocks[unit.block]!.marker) return true
    const own = askedPairs(text, unit)
    return (
      own.size < FEWEST ||
      !units
        .slice(i + 1)
        .some(later => later.block > unit.block && share(own, askedPairs(text, later)) >= REPEATED)
    )
  })
}

/** Pairs of neighbouring words in what is asked, without who asks. */
function askedPairs(text: string, unit: FoundUnit): Set<string> {
  const all = wordsOf(text.slice(unit.start, unit.end))
  const words = all.slice(findAskingVerb(all)?.after ?? 0).filter(w => /\p{L}/u.test(w.text))
  return new Set(words.slice(1).map((w, i) => `${words[i]!.text} ${w.text}`))
}

function share(of: Set<string>, within: Set<string>): number {
  let both = 0
  for (const pair of of) if (within.has(pair)) both++
  return of.size === 0 ? 0 : both / of.size
}
