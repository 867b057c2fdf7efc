import type { NamedPost } from '../data/letter.ts'

/** The post in a mail's salutation, an acting holder's with whom they stand in for. */
export function actingLine(post: NamedPost): string {
  return post.acting_for ? `${postLine(post)}, thay mặt ${post.acting_for}` : postLine(post)
}

/**
 * A post as one says it: title and unit, the words they share said once ("Trưởng phòng" of "Phòng Tổ chức cán bộ" is
 * "Trưởng phòng Tổ chức cán bộ"). Posts outside the unit's own work, such as the committee's, go by their title.
 */
export function postLine({
  title,
  unit_name,
  role,
}: Pick<NamedPost, 'title' | 'unit_name' | 'role'>): string {
  if (role === 'committee' || role === 'inspector' || unit_name === '') return title
  const titleWords = title.split(' ')
  const unitWords = unit_name.split(' ')
  for (let shared = Math.min(titleWords.length, unitWords.length); shared > 0; shared -= 1) {
    const tail = titleWords.slice(-shared).join(' ').toLowerCase()
    const head = unitWords.slice(0, shared).join(' ').toLowerCase()
    if (tail === head) return [...titleWords, ...unitWords.slice(shared)].join(' ')
  }
  return `${title} ${unit_name}`.trim()
}
