import { listEvidence } from '../../data/evidence.ts'
import { listTaskUpdates } from '../../data/task-update.ts'
import { evidenceParts } from '../pages/evidence.ts'
import { helpersOf } from '../plugins/views.ts'
import { dateValue, deadlinePicks } from './date-picks.ts'
import type { TaskForm, TaskFormAbout, TaskFormPage } from './task-act.ts'
import { dateText, percentField, reasonField, textField } from './task-act-fields.ts'

/** Acts on the part of a co-unit: its own head's, and those of the head of the lead unit. */
export const partForms: TaskForm[] = [
  {
    act: 'receive_co_unit',
    titleKey: 'act.receive_co_unit',
    submitKey: 'act.receive_co_unit',
    leadKey: 'page.act.lead.receive_co_unit',
    fields: [],
    about: aboutPart,
    read: (_, page) => ({ act: 'receive_co_unit', input: { coUnitId: idOf(page) } }),
  },
  {
    act: 'update_co_unit',
    titleKey: 'act.update_co_unit',
    submitKey: 'page.act.submit.update',
    leadKey: 'page.act.lead.update_co_unit',
    evidence: true,
    fields: [{ ...textField, labelKey: 'field.text.update' }, percentField],
    about: aboutPart,
    known: async ({ part }) => ({ percent: { value: part?.percent ?? 0 } }),
    read: (form, page) => ({
      act: 'update_co_unit',
      input: { coUnitId: idOf(page), text: form.text('text'), percent: form.number('percent') },
    }),
  },
  {
    act: 'submit_co_unit',
    titleKey: 'act.submit_co_unit',
    submitKey: 'page.act.submit.submit_co_unit',
    leadKey: 'page.act.lead.submit_co_unit',
    evidence: true,
    fields: [{ ...textField, labelKey: 'field.text.part' }],
    about: aboutPart,
    read: (form, page) => ({
      act: 'submit_co_unit',
      input: { coUnitId: idOf(page), text: form.text('text') },
    }),
  },
  {
    act: 'accept_co_unit',
    titleKey: 'act.accept_co_unit',
    submitKey: 'act.accept_co_unit',
    leadKey: 'page.act.lead.accept_co_unit',
    fields: [],
    about: aboutPart,
    read: (_, page) => ({ act: 'accept_co_unit', input: { coUnitId: idOf(page) } }),
  },
  {
    act: 'return_co_unit',
    titleKey: 'act.return_co_unit',
    submitKey: 'page.act.submit.return_co_unit',
    leadKey: 'page.act.lead.return_co_unit',
    fields: [{ ...reasonField, labelKey: 'field.missing' }],
    about: aboutPart,
    read: (form, page) => ({
      act: 'return_co_unit',
      input: { coUnitId: idOf(page), reason: form.text('reason') },
    }),
  },
  {
    act: 'waive_co_unit',
    titleKey: 'act.waive_co_unit',
    submitKey: 'act.waive_co_unit',
    leadKey: 'page.act.lead.waive_co_unit',
    fields: [reasonField],
    about: aboutPart,
    read: (form, page) => ({
      act: 'waive_co_unit',
      input: { coUnitId: idOf(page), reason: form.text('reason') },
    }),
  },
  {
    act: 'plan_co_unit',
    titleKey: 'act.plan_co_unit',
    submitKey: 'page.act.submit.plan_co_unit',
    leadKey: 'page.act.lead.plan_co_unit',
    fields: [
      { name: 'deliverable', kind: 'text', labelKey: 'field.deliverable', required: true, rows: 3 },
      { name: 'dueOn', kind: 'date', labelKey: 'field.coUnitDueOn' },
    ],
    about: aboutPart,
    known: async ({ facts, part, words }) => ({
      deliverable: { value: part?.deliverable ?? '' },
      dueOn: {
        ...dateValue(part?.due_on ?? null, words),
        hint: words.t('hint.partDueOn', { due: dateText(facts.task.due_on) }),
        quickPicks: deadlinePicks(words.today, words, [3, 5, 10]).slice(0, 3),
      },
    }),
    read: (form, page) => ({
      act: 'plan_co_unit',
      input: { coUnitId: idOf(page), deliverable: form.text('deliverable'), dueOn: form.date('dueOn') },
    }),
  },
  {
    act: 'nudge_co_unit',
    titleKey: 'act.nudge_co_unit',
    submitKey: 'page.act.submit.nudge_co_unit',
    leadKey: 'page.act.lead.nudge_co_unit',
    fields: [],
    about: aboutPart,
    read: (_, page) => ({ act: 'nudge_co_unit', input: { coUnitId: idOf(page) } }),
  },
]

function idOf({ part }: TaskFormPage): string {
  return part?.id ?? ''
}

/** The part with what its unit said last and laid with it. */
async function aboutPart({ request, parts, facts, part, words }: TaskFormPage): Promise<TaskFormAbout> {
  const { t } = words
  if (!part) return { rows: [], evidence: [] }
  const { reader } = parts.database
  const updates = (await listTaskUpdates(reader, facts.task.id)).filter(
    update => update.co_unit_id === part.id,
  )
  const said = updates.at(-1)
  const ids = new Set(updates.map(update => update.id))
  const evidence = (await listEvidence(reader, facts.task.id)).filter(row =>
    ids.has(row.task_update_id ?? ''),
  )
  return {
    rows: [
      { label: t('page.act.about.part_unit'), value: part.unit_name },
      {
        label: t('page.act.about.deliverable'),
        value: part.deliverable || t('page.task.part.no_deliverable'),
      },
      ...(said ? [{ label: t('page.act.about.part_said'), value: said.text }] : []),
      ...(part.note ? [{ label: t('page.act.about.part_note'), value: part.note }] : []),
    ],
    evidence: evidenceParts(evidence, helpersOf(request)),
  }
}
