import { type Actor, findActor } from '../data/actor.ts'
import { listAddresses } from '../data/address.ts'
import { type ExportRow, findExportFor } from '../data/export.ts'
import { insertMessage, type MessageRow, moveMessage } from '../data/message.ts'
import { findOffice } from '../data/office.ts'
import type { Db } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import type { Occasion } from './occasion.ts'

/** What the mail of a finished export tells. */
export interface ExportLetter {
  id: string
  format: ExportRow['format']
  personName: string
  officeName: string
  /** YYYY-MM-DD: the day the file tells of. */
  asOf: string
  rows: number
  expiresAt: string
}

/** Words the mail: subject, text and HTML; Vietnamese only. */
export type ComposeExport = (letter: ExportLetter) => { subject: string; text: string; html: string }

const prefix = 'export:'
/** Who waited less is still looking at the page. */
const slowMs = 10_000

/** Writes the mail with the way to the file, where its making took longer than some seconds; it holds no file itself. */
export async function tellExportMade(
  db: Db,
  row: ExportRow,
  reader: Actor,
  { occasion, compose }: { occasion: Occasion; compose: ComposeExport },
): Promise<void> {
  const { id, format, made_at, expires_at, created_at, rows_total } = row
  if (!made_at || !expires_at || Date.parse(made_at) - Date.parse(created_at) < slowMs) return
  const address = (await listAddresses(db, [row.person_id])).get(row.person_id)
  if (!address) return
  const office = await findOffice(db)
  const messageId = newId()
  await insertMessage(db, {
    ...compose({
      id,
      format,
      personName: reader.person.name,
      officeName: office?.name ?? '',
      asOf: (JSON.parse(row.query) as { asOf: string }).asOf,
      rows: rows_total,
      expiresAt: expires_at,
    }),
    id: messageId,
    organisation_id: row.organisation_id,
    person_id: row.person_id,
    kind: 'notice',
    dedupe_key: `${prefix}${id}`,
    to_address: address,
    for_on: occasion.today,
    send_at: occasion.at,
    state: 'planned',
    attempts: 0,
    claimed_at: null,
    claimed_by: null,
    sent_at: null,
    last_error: '',
    maybe_twice: 0,
    header_id: messageId,
    created_at: occasion.at,
    version: 1,
  })
}

/** The mail of an export hangs on no row of the ledger. */
export function isExportNotice({ dedupe_key }: MessageRow): boolean {
  return dedupe_key?.startsWith(prefix) ?? false
}

/** The mail as it was worded, to the address of now; undefined when the person may no longer fetch the file (Z5). */
export async function addressExportNotice(
  db: Db,
  message: MessageRow,
  today: string,
): Promise<MessageRow | undefined> {
  const actor = await findActor(db, message.person_id, today)
  const row = actor && (await findExportFor(db, actor, message.dedupe_key?.slice(prefix.length) ?? ''))
  const address = (await listAddresses(db, [message.person_id])).get(message.person_id)
  if (!row?.file_id || !address) return undefined
  return moveMessage(db, message.id, { state: 'sending' }, { to_address: address })
}
