/**
 * Limits beyond any office document, so that no text, whatever it holds, keeps a person waiting: every step is linear in the text
 * up to them, and what stands behind is left unread (`Proposal.readTo` says where).
 */

/** Characters that are read: some four hundred pages. */
export const MOST_READ = 1_000_000
/** Lines that are read. */
export const MOST_BLOCKS = 20_000
/** Stretches that ask. */
export const MOST_UNITS = 4000
/** Pages whose heads, feet and numbers are taken out. */
export const MOST_PAGES = 5000
/** Lines that are unwrapped; a text of more is no pasted document and keeps the lines it has. */
export const MOST_LINES = 100_000
