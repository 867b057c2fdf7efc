import { listEvidence } from '../../data/evidence.ts'
import { findPosts } from '../../data/task-place.ts'
import { listTaskUpdates } from '../../data/task-update.ts'
import { Invalid } from '../../domain/errors.ts'
import { formatDate } from '../../i18n/format.ts'
import type { AnswerPart } from '../../render/parts.ts'
import { evidenceParts } from '../pages/evidence.ts'
import { isExtendedOften } from '../pages/task-requests.ts'
import { helpersOf } from '../plugins/views.ts'
import { dateValue, deadlinePicks } from './date-picks.ts'
import type { Form } from './form.ts'
import type { TaskForm, TaskFormAbout, TaskFormAct, TaskFormPage } from './task-act.ts'
import { noteField, reasonField } from './task-act-fields.ts'

/** Decisions on what a unit asked for or handed in: each shows what it answers to, and asks to confirm. */
export const decisionForms: TaskForm[] = [
  {
    act: 'verify',
    titleKey: 'act.verdict',
    submitKey: 'page.act.submit.verdict',
    leadKey: 'page.act.lead.verdict',
    check: true,
    fields: [
      { name: 'verdict', kind: 'radio', labelKey: 'field.verdict', required: true },
      { ...noteField, labelKey: 'field.note.verify' },
      { ...reasonField, required: false, labelKey: 'field.reason.return', hintKey: 'hint.return' },
      { name: 'missing', kind: 'text', labelKey: 'field.missing', rows: 3 },
      { name: 'supplementDueOn', kind: 'date', labelKey: 'field.supplementDueOn' },
    ],
    known: async ({ words }) => ({
      verdict: {
        options: [
          { value: 'verify', label: words.t('act.verify'), hint: words.t('hint.verdict.verify') },
          { value: 'return', label: words.t('act.return'), hint: words.t('hint.verdict.return') },
        ],
      },
      supplementDueOn: { quickPicks: deadlinePicks(words.today, words, [3, 5, 10]).slice(0, 3) },
    }),
    about: aboutReport,
    read: readVerdict,
  },
  {
    act: 'decide_extension',
    titleKey: 'act.decide_extension',
    submitKey: 'page.act.submit.decide',
    leadKey: 'page.act.lead.decide_extension',
    check: true,
    fields: [
      { name: 'verdict', kind: 'radio', labelKey: 'field.verdict', required: true },
      { name: 'grantedDueOn', kind: 'date', labelKey: 'field.grantedDueOn', hintKey: 'hint.grantedDueOn' },
      { ...noteField, labelKey: 'field.note.decision', hintKey: 'hint.note.decision' },
    ],
    known: async ({ facts, words }) => ({
      verdict: {
        options: (['granted', 'refused', 'redo'] as const).map(value => ({
          value,
          label: words.t(`verdict.extension.${value}`),
        })),
      },
      grantedDueOn: dateValue(facts.pending_extension?.asked_due_on ?? null, words),
    }),
    about: aboutExtension,
    read: form => ({
      act: 'decide_extension',
      input: {
        verdict: form.line('verdict'),
        grantedDueOn: form.line('verdict') === 'granted' ? form.date('grantedDueOn') : null,
        note: form.text('note'),
      },
    }),
  },
  {
    act: 'decide_non_implementation',
    titleKey: 'act.decide_non_implementation',
    submitKey: 'page.act.submit.decide',
    leadKey: 'page.act.lead.decide_non_implementation',
    check: true,
    fields: [
      { name: 'verdict', kind: 'radio', labelKey: 'field.verdict', required: true },
      {
        name: 'decisionNo',
        kind: 'line',
        labelKey: 'field.decisionNo',
        hintKey: 'hint.decisionNo',
        width: 'm',
      },
      { ...noteField, labelKey: 'field.note.decision', hintKey: 'hint.note.decision' },
    ],
    known: async ({ words }) => ({
      verdict: {
        options: (['accepted', 'refused'] as const).map(value => ({
          value,
          label: words.t(`verdict.non_implementation.${value}`),
        })),
      },
    }),
    about: aboutProposal,
    read: form => ({
      act: 'decide_non_implementation',
      input: { verdict: form.line('verdict'), decisionNo: form.line('decisionNo'), note: form.text('note') },
    }),
  },
]

/** One page, two acts. @throws Invalid when neither was chosen */
function readVerdict(form: Form): TaskFormAct {
  const verdict = form.line('verdict')
  if (verdict === 'verify') return { act: 'verify', input: { note: form.text('note') } }
  if (verdict !== 'return') throw new Invalid({ verdict: 'error.required.verdict' })
  const input = {
    reason: form.text('reason'),
    missing: form.text('missing'),
    supplementDueOn: form.date('supplementDueOn'),
  }
  return { act: 'return', input }
}

async function aboutReport({ request, parts, facts, words }: TaskFormPage): Promise<TaskFormAbout> {
  const { reader } = parts.database
  const { t } = words
  const updates = await listTaskUpdates(reader, facts.task.id)
  const report = updates.findLast(update => update.kind === 'report')
  const evidence = await listEvidence(reader, facts.task.id)
  return {
    rows: [
      ...(report
        ? [
            { label: t('page.act.about.report'), value: report.text },
            { label: t('field.claimedOn'), value: formatDate(report.claimed_on ?? report.on_day) },
          ]
        : []),
      { label: t('page.act.about.reported_on'), value: formatDate(facts.task.reported_on ?? words.today) },
    ],
    evidence: evidenceParts(evidence, helpersOf(request)),
  }
}

async function aboutExtension({ parts, facts, words }: TaskFormPage): Promise<TaskFormAbout> {
  const { t } = words
  const asked = facts.pending_extension
  if (!asked) return { rows: [], evidence: [] }
  const asker = (await findPosts(parts.database.reader, [asked.asked_by])).get(asked.asked_by)
  return {
    rows: [
      {
        label: t('page.act.about.asked_by'),
        value: [asker?.person_name, asker?.title].filter(Boolean).join(', '),
      },
      { label: t('page.act.about.asked_on'), value: askedOn(asked, words) },
      {
        label: t('page.act.about.from_to'),
        value: t('page.act.about.dates', {
          from: formatDate(asked.old_due_on),
          to: formatDate(asked.asked_due_on),
        }),
      },
      ...oftenRow(facts, words),
      { label: t('field.reason'), value: asked.reason },
      { label: t('field.doneSoFar'), value: asked.done_so_far },
      { label: t('field.plan'), value: asked.plan },
    ],
    evidence: [],
  }
}

/** From the third on it is said that the deadline was moved many times (PRODUCT §3). */
function oftenRow(facts: TaskFormPage['facts'], { t }: TaskFormPage['words']): AnswerPart[] {
  if (!isExtendedOften(facts)) return []
  const { extension_count: count } = facts.task
  const value = t('page.act.about.often.count', { count, next: count + 1 })
  return [{ label: t('page.act.about.often'), value }]
}

function askedOn(asked: { asked_on: string; asked_late: number }, { t }: TaskFormPage['words']): string {
  const date = formatDate(asked.asked_on)
  return asked.asked_late === 1 ? t('page.act.about.asked_late', { date }) : date
}

async function aboutProposal({ parts, facts, words }: TaskFormPage): Promise<TaskFormAbout> {
  const { t } = words
  const proposal = facts.pending_non_implementation
  if (!proposal) return { rows: [], evidence: [] }
  const proposer = (await findPosts(parts.database.reader, [proposal.proposed_by])).get(proposal.proposed_by)
  return {
    rows: [
      {
        label: t('page.act.about.proposed_by'),
        value: [proposer?.person_name, proposer?.title].filter(Boolean).join(', '),
      },
      { label: t('page.act.about.proposed_on'), value: formatDate(proposal.proposed_on) },
      { label: t('field.explanation'), value: proposal.explanation },
    ],
    evidence: [],
  }
}
