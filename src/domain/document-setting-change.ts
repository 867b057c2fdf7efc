import {
  findDocumentSetting,
  insertDocumentSetting,
  updateDocumentSetting,
} from '../data/document-setting.ts'
import type { Db, Row } from '../data/schema.ts'
import type { DocumentSender, SigningAuthority } from '../data/schema-document.ts'
import { newId } from '../lib/id.ts'
import { Conflict } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf, officeHolding } from './office-authority.ts'

export const senders: readonly DocumentSender[] = ['state', 'party']
export const authorities: readonly SigningAuthority[] = ['', 'TM.', 'Q.', 'KT.', 'TL.', 'TUQ.']

type Columns = Omit<Row<'document_setting'>, 'id' | 'organisation_id' | 'created_at' | 'version'>
/** As typed: what is none of the choices is refused. */
export type DocumentSettingInput = Omit<Columns, 'sender' | 'authority'> & {
  sender: string
  authority: string
}

/** The secretary or an administrator sets what documents say of their sender. Throws `Invalid`, `Conflict`. */
export async function changeDocumentSetting(
  db: Db,
  act: Act,
  organisationId: string,
  { input, version }: { input: DocumentSettingInput; version: number },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await actorOf(trx, act)
    const holding = officeHolding(actor, ['secretary', 'admin'], organisationId, 'document_setting')
    const columns = checked(input)
    const stored = await findDocumentSetting(trx, organisationId)
    const written = stored
      ? await updateDocumentSetting(trx, { ...stored, version }, columns)
      : await insertDocumentSetting(trx, {
          id: newId(),
          organisation_id: organisationId,
          ...columns,
          created_at: act.occasion.at,
          version: 1,
        })
    if (!written) throw new Conflict(stored)
    await recordEvent(trx, act, {
      organisationId,
      act: 'change_document_setting',
      subjectType: 'document_setting',
      subjectId: organisationId,
      appointmentId: holding.id,
      payload: {
        sender: columns.sender,
        authority: columns.authority,
        cut_off_day: columns.cut_off_day,
        changed: Object.keys(columns).filter(
          name => stored?.[name as keyof Columns] !== columns[name as keyof Columns],
        ),
      },
    })
    return organisationId
  })
}

function checked(input: DocumentSettingInput): Columns {
  const sender = senders.find(known => known === input.sender)
  const authority = authorities.find(known => known === input.authority)
  const check = fieldCheck()
  for (const [field, value] of Object.entries(input)) {
    if (typeof value !== 'string' || field === 'sender' || field === 'authority') continue
    const limit = /symbol/.test(field)
      ? 'code'
      : field === 'addressee' || field === 'recipients'
        ? 'paragraph'
        : 'line'
    check.text(fieldOf(field), value, limit, false)
  }
  check.refuseIf(!sender, 'sender', 'error.required.sender')
  check.refuseIf(authority === undefined, 'authority', 'error.required.authority')
  const day = input.cut_off_day
  check.refuseIf(!Number.isInteger(day) || day < 1 || day > 31, 'cutOffDay', 'error.cut_off_day')
  // Who signs by another's power says whose.
  check.refuseIf(
    sender === 'state' && Boolean(authority) && input.signed_for.trim() === '',
    'signedFor',
    'error.required.signedFor',
  )
  check.done()
  return { ...input, sender: sender ?? 'state', authority: authority ?? '' }
}

/** The form's name of a column. */
function fieldOf(column: string): string {
  return column.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())
}
