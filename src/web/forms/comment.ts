import type { MentionGroup } from '../../domain/mention.ts'
import type { FieldDescriptor } from '../../render/form.ts'

/** People that can be named stand in groups, each a list to tick; all of them are one input of the verb. */
export const mentionFields: Record<MentionGroup, FieldDescriptor> = {
  lead: { name: 'mentions.lead', kind: 'checks', labelKey: 'field.mentions.lead' },
  co_unit: { name: 'mentions.co_unit', kind: 'checks', labelKey: 'field.mentions.co_unit' },
  office: { name: 'mentions.office', kind: 'checks', labelKey: 'field.mentions.office' },
  committee: { name: 'mentions.committee', kind: 'checks', labelKey: 'field.mentions.committee' },
}

export const commentTextField = {
  name: 'text',
  kind: 'text',
  labelKey: 'field.text.comment',
  required: true,
  rows: 5,
} as const satisfies FieldDescriptor

export const commentFields: readonly FieldDescriptor[] = [commentTextField, ...Object.values(mentionFields)]
