/**
 * What templates may be given.
 *
 * - Each page file adds its own views by declaration merging, naming only its own data:
 *   `declare module '../../render/views.ts' { interface Views { 'task/list': { rows: … } } }`.
 *   The name is the path under views/ without `.eta`.
 * - What every template needs besides travels in the `Frame`, the third argument of `render`: `h` (words,
 *   formats, icons, ids; a constant in every template) and, for whole pages, `shell` and `page` (read by the
 *   layouts). Never spread request input into any of them.
 * - Partials are called with `partial('shared/status', { … })` and see only `h` and what they are given;
 *   Eta's own `include`, which leaks the caller's fields into the partial, is not used.
 * - Words arrive in partials finished. Only field descriptors name catalog keys (`labelKey`, `hintKey`,
 *   `legendKey`), because forms are declared once, outside any request.
 */

import type { FieldOption } from './form.ts'
import type { Helpers } from './helpers.ts'
import type { FlashPart } from './parts.ts'

/** Name → data of every view; filled by the files that render them. */
// biome-ignore lint/suspicious/noEmptyInterface: page files merge their views into it
export interface Views {}

export interface NavItem {
  key: string
  label: string
  /** Shorter word for the bottom bar of phones, e.g. "Việc"; the label where left out. */
  shortLabel?: string
  href: string
  icon: string
  count?: number | undefined
}

/** The sample's clock and cast, shown only on a sample office. */
export interface SampleBanner {
  /** Finished sentence, e.g. "Bản mẫu, hôm nay là Thứ Hai, 10/12/2018". */
  text: string
  /** The worker is still doing the day's duties: the button gives way to a word. */
  running: boolean
  nextDayAction: string
  actId: string
  castAction: string
  cast: FieldOption[]
  current: string
  endHref?: string | undefined
}

/** Everything the layouts show around a page. */
export interface PageShell {
  locale: string
  person: { name: string; post: string; profileHref: string; signOutAction: string } | null
  nav: NavItem[]
  office: { name: string; helpContact: string }
  /** Today on the office's clock, finished: "Thứ Hai, 10/12/2018". */
  todayText: string
  /** Where the search form goes (GET, field `q`) and what was searched; null hides it. */
  search: { href: string; value: string } | null
  flash: FlashPart | null
  banner: SampleBanner | null
  /** Red sentence for administrators, e.g. no https; null for everybody else. */
  alarm: string | null
  /** True where the person has switched the keyboard shortcuts off in the profile. */
  keysOff?: boolean
  cspNonce: string
  asset: (name: string) => string
  env: 'production' | 'development' | 'test'
}

/** What the layouts say about a page; a view names its layout alone: `<% layout('/layout/page') %>`. */
export interface PageHead {
  title: string
  /** Key of the nav item that is the current place. */
  nav?: string
  /** True on a 422 page: the title starts with "Lỗi: ". */
  failed?: boolean
  /** A page without rail that is wider than the sign-in card (plain layout only). */
  wide?: boolean
}

export interface Frame {
  h: Helpers
  shell?: PageShell
  /** Read by the layouts; a view may give or change it with `<% layout('/layout/page', { page: … }) %>`. */
  page?: PageHead
}
