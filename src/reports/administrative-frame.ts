import type { DocumentSetting } from '../domain/document-setting.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import type { AdministrativeDocument } from './administrative.ts'
import { blankDate } from './report-words.ts'

/** The parts of a document that its settings decide alone: head, number, signature and recipients. */
export type Frame = Pick<
  AdministrativeDocument,
  'sender' | 'parentName' | 'bodyName' | 'number' | 'placeAndDate' | 'recipients' | 'signature'
>

/** Room for the number that the registry writes. */
const numberGap = '       '

/** `kind` is the abbreviation of Phụ lục III: BC, or '' for a công văn, whose symbol names who drafts it. */
export function frameOf(setting: DocumentSetting, kind: 'BC' | '', madeOn: PlainDate): Frame {
  const isParty = setting.sender === 'party'
  const place = setting.place === '' ? '' : `${setting.place}, `
  return {
    sender: setting.sender,
    parentName: isParty ? setting.party_parent_name : setting.parent_name,
    bodyName: isParty ? setting.party_name : setting.body_name,
    number: isParty ? partyNumber(setting, kind) : stateNumber(setting, kind),
    placeAndDate: `${place}${blankDate(madeOn)}`,
    recipients: setting.recipients,
    signature: { lines: signatureLines(setting), name: setting.signer_name },
  }
}

/** What the document calls its sender in a sentence. */
export function senderName(setting: DocumentSetting): string {
  return setting.sender === 'party' ? setting.party_name : setting.body_name
}

/** "(Kèm theo Báo cáo số       /BC-SGDĐT ngày      tháng 12 năm 2018)" */
export function annexReference(frame: Frame, kind: string): string {
  const number = frame.number.replace(/^Số:?/, '').trim()
  const date = /ngày.*$/.exec(frame.placeAndDate)?.[0] ?? ''
  return `(Kèm theo ${kind} số ${numberGap}${number} ${date})`
}

function stateNumber({ symbol, drafter_symbol: drafter }: DocumentSetting, kind: 'BC' | ''): string {
  const parts = kind === '' ? [symbol, drafter] : [kind, symbol]
  return `Số:${numberGap}/${parts.filter(part => part !== '').join('-')}`
}

function partyNumber({ party_symbol: symbol }: DocumentSetting, kind: 'BC' | ''): string {
  return `Số${numberGap}-${kind === '' ? 'CV' : kind}/${symbol}`
}

const partyAuthority: Record<string, string> = {
  'TM.': 'T/M',
  'KT.': 'K/T',
  'TL.': 'T/L',
  'Q.': 'Q.',
  'TUQ.': 'TUQ.',
}

/** "KT. GIÁM ĐỐC" above "PHÓ GIÁM ĐỐC"; who signs for themself has the title alone. */
function signatureLines(setting: DocumentSetting): string[] {
  const isParty = setting.sender === 'party'
  const authority = isParty && setting.authority === '' ? 'TM.' : setting.authority
  const signedFor = setting.signed_for || (isParty ? 'Đảng ủy' : '')
  const title = setting.signer_title.toUpperCase()
  if (authority === '' || signedFor === '') return [title]
  const mark = isParty ? (partyAuthority[authority] ?? authority) : authority
  return [`${mark} ${signedFor.toUpperCase()}`, title]
}
