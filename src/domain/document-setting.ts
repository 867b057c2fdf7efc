import { findDocumentSetting } from '../data/document-setting.ts'
import { findOffice } from '../data/office.ts'
import type { Db, Row } from '../data/schema.ts'
import { findRootUnit, findUnit } from '../data/unit.ts'
import { findOfficeNameOn, findUnitNameOn } from '../data/unit-name.ts'
import { addDays, endOfMonth, type PlainDate } from '../lib/plain-date.ts'

/** What the head and the foot of the office's documents say, with the office's own facts where nothing is set. */
export interface DocumentSetting
  extends Omit<Row<'document_setting'>, 'id' | 'organisation_id' | 'recipients' | 'created_at'> {
  organisation_id: string
  /** Nơi nhận, one a line. */
  recipients: string[]
  /** Whom letters tell to ask: the office that follows up. */
  drafter_name: string
}

/** DOMAIN §5: figures of a month run to its 14th. */
const defaultCutOffDay = 14

/** The settings of the organisation with its names of the day; what was never set comes from the office. */
export async function findDocumentSettingOn(
  db: Db,
  organisationId: string,
  day: PlainDate,
): Promise<DocumentSetting> {
  const office = await findOffice(db)
  const root = await findRootUnit(db)
  const unit = root?.id === organisationId ? root : await findUnit(db, organisationId)
  const own = await findUnitNameOn(db, organisationId, day)
  const bodyName = root?.id === organisationId ? await findOfficeNameOn(db, day) : (own?.name ?? '')
  const symbol =
    (root?.id === organisationId ? office?.short_name : own?.short_name) || unit?.short_name || ''
  const above = unit?.parent_id ? await findUnitNameOn(db, unit.parent_id, day) : undefined
  const defaults = {
    organisation_id: organisationId,
    sender: 'state' as const,
    parent_name: unit?.parent_id ? (above?.name ?? '') : (office?.parent_name ?? ''),
    body_name: withoutPlace(bodyName, office?.place ?? ''),
    symbol,
    drafter_symbol: 'VP',
    place: office?.place ?? '',
    party_parent_name: office?.place ? `Tỉnh ủy ${office.place}` : '',
    party_name: bodyName ? `Đảng ủy ${withoutPlace(bodyName, office?.place ?? '')}` : '',
    party_symbol: 'ĐU',
    authority: '' as const,
    signed_for: '',
    signer_title: 'GIÁM ĐỐC',
    signer_name: '',
    addressee: '',
    recipients: '',
    cut_off_day: defaultCutOffDay,
    version: 0,
  }
  const stored = await findDocumentSetting(db, organisationId)
  const setting = withDefaults(stored, defaults)
  const recipients = setting.recipients || defaultRecipients(setting.drafter_symbol)
  return {
    ...setting,
    recipients: recipients.split('\n').filter(line => line.trim() !== ''),
    drafter_name: 'Văn phòng',
  }
}

/** The line above it in the head names the province already (DOMAIN §12). */
function withoutPlace(name: string, place: string): string {
  return place !== '' && name.endsWith(` ${place}`) ? name.slice(0, -place.length - 1) : name
}

type Stored = Omit<Row<'document_setting'>, 'id' | 'created_at'>

/** A field that was left empty goes on following the office: a new name needs no second entry. */
function withDefaults(stored: Row<'document_setting'> | undefined, defaults: Stored): Stored {
  if (!stored) return defaults
  const { id: _id, created_at: _at, ...own } = stored
  const filled = Object.entries(own).map(([name, value]) => {
    const follows = value === '' && followsOffice.has(name)
    return [name, follows ? defaults[name as keyof Stored] : value]
  })
  return Object.fromEntries(filled) as Stored
}

const followsOffice = new Set([
  'parent_name',
  'body_name',
  'symbol',
  'drafter_symbol',
  'place',
  'party_parent_name',
  'party_name',
  'party_symbol',
  'signer_title',
])

function defaultRecipients(drafterSymbol: string): string {
  return `- Như trên;\n- Lưu: VT${drafterSymbol ? `, ${drafterSymbol}` : ''}.`
}

/** The last day on or before `today` on which figures are closed: the month's cut-off day, or its last where it has fewer. */
export function lastCutOff(today: PlainDate, cutOffDay: number): PlainDate {
  const ofMonth = (day: PlainDate) => {
    const last = endOfMonth(day)
    const wanted = `${day.slice(0, 8)}${String(cutOffDay).padStart(2, '0')}`
    return wanted < last ? wanted : last
  }
  const own = ofMonth(today)
  return own <= today ? own : ofMonth(addDays(`${today.slice(0, 8)}01`, -1))
}
