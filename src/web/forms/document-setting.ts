import type { DocumentSetting } from '../../domain/document-setting.ts'
import { authorities, type DocumentSettingInput, senders } from '../../domain/document-setting-change.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { Form } from './form.ts'

const line = (name: string, labelKey: string, more: Partial<FieldDescriptor> = {}): FieldDescriptor => ({
  name,
  kind: 'line',
  labelKey,
  ...more,
})

/** Who signs and whom a document goes to: the same fields on the settings and on one letter. */
export const signerFields: readonly FieldDescriptor[] = [
  line('authority', 'field.authority', { kind: 'select', required: true, width: 'm' }),
  line('signedFor', 'field.signed_for', { hintKey: 'hint.signed_for', width: 'l' }),
  line('signerTitle', 'field.signer_title', { width: 'l' }),
  line('signerName', 'field.signer_name', { width: 'l' }),
]

const groups: readonly { legendKey: string; hintKey?: string; fields: readonly FieldDescriptor[] }[] = [
  {
    legendKey: 'page.document.sender',
    hintKey: 'page.document.sender_hint',
    fields: [
      line('sender', 'field.sender', { kind: 'radio', required: true }),
      line('parentName', 'field.parent_name'),
      line('bodyName', 'field.body_name'),
      line('symbol', 'field.symbol', { width: 'm', hintKey: 'hint.symbol' }),
      line('drafterSymbol', 'field.drafter_symbol', { width: 's', hintKey: 'hint.drafter_symbol' }),
      line('place', 'field.place', { width: 'm' }),
    ],
  },
  {
    legendKey: 'page.document.party',
    fields: [
      line('partyParentName', 'field.party_parent_name'),
      line('partyName', 'field.party_name'),
      line('partySymbol', 'field.party_symbol', { width: 's' }),
    ],
  },
  { legendKey: 'page.document.signer', fields: signerFields },
  {
    legendKey: 'page.document.recipients',
    fields: [
      line('addressee', 'field.addressee', { kind: 'text', rows: 2, hintKey: 'hint.addressee' }),
      line('recipients', 'field.recipients', { kind: 'text', rows: 4, hintKey: 'hint.recipients' }),
    ],
  },
  {
    legendKey: 'page.document.figures',
    fields: [
      line('cutOffDay', 'field.report_cut_off', {
        kind: 'number',
        min: 1,
        max: 31,
        width: 's',
        required: true,
        hintKey: 'hint.report_cut_off',
      }),
    ],
  },
]

export const settingFields: readonly FieldDescriptor[] = groups.flatMap(group => group.fields)

/** Groups of the form with the choices in the reader's language. */
export function settingGroups(
  t: Translate,
  filled: (fields: readonly FieldDescriptor[]) => FieldDescriptor[],
): NonNullable<FormPart['groups']> {
  return groups.map(group => ({ ...group, fields: filled(withChoices(t, group.fields)) }))
}

export function withChoices(t: Translate, fields: readonly FieldDescriptor[]): FieldDescriptor[] {
  const options: Record<string, { value: string; label: string }[]> = {
    sender: senders.map(value => ({ value, label: t(`document.sender.${value}`) })),
    authority: authorities.map(value => ({ value, label: value || t('document.authority.none') })),
  }
  return fields.map(field => (options[field.name] ? { ...field, options: options[field.name] ?? [] } : field))
}

/** What stands in the form before anything is typed. */
export function settingValues(setting: DocumentSetting): Record<string, string> {
  return {
    sender: setting.sender,
    parentName: setting.parent_name,
    bodyName: setting.body_name,
    symbol: setting.symbol,
    drafterSymbol: setting.drafter_symbol,
    place: setting.place,
    partyParentName: setting.party_parent_name,
    partyName: setting.party_name,
    partySymbol: setting.party_symbol,
    authority: setting.authority,
    signedFor: setting.signed_for,
    signerTitle: setting.signer_title,
    signerName: setting.signer_name,
    addressee: setting.addressee,
    recipients: setting.recipients.join('\n'),
    cutOffDay: String(setting.cut_off_day),
  }
}

export function readSetting(form: Form): DocumentSettingInput {
  return {
    sender: form.line('sender'),
    parent_name: form.line('parentName'),
    body_name: form.line('bodyName'),
    symbol: form.line('symbol'),
    drafter_symbol: form.line('drafterSymbol'),
    place: form.line('place'),
    party_parent_name: form.line('partyParentName'),
    party_name: form.line('partyName'),
    party_symbol: form.line('partySymbol'),
    authority: form.line('authority'),
    signed_for: form.line('signedFor'),
    signer_title: form.line('signerTitle'),
    signer_name: form.line('signerName'),
    addressee: form.text('addressee'),
    recipients: form.text('recipients'),
    cut_off_day: form.number('cutOffDay'),
  }
}
