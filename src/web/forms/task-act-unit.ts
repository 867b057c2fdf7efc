import { findDraftReport } from '../../data/task-update.ts'
import { dateValue, deadlinePicks, recentPicks } from './date-picks.ts'
import type { TaskForm } from './task-act.ts'
import {
  dateText,
  officerField,
  officerOptions,
  percentField,
  reasonField,
  textField,
  unitOptions,
} from './task-act-fields.ts'

/** What the head of the lead unit, or its officer, does with a task. */
export const unitForms: TaskForm[] = [
  {
    act: 'receive',
    titleKey: 'act.receive',
    submitKey: 'act.receive',
    leadKey: 'page.act.lead.receive',
    fields: [officerField],
    known: async page => ({
      officerId: { options: await officerOptions(page), value: page.facts.task.officer_id ?? '' },
    }),
    read: form => ({ act: 'receive', input: { officerId: form.id('officerId') } }),
  },
  {
    act: 'refuse',
    titleKey: 'act.refuse',
    submitKey: 'page.act.submit.refuse',
    leadKey: 'page.act.lead.refuse',
    fields: [
      {
        name: 'proposedUnitId',
        kind: 'select',
        labelKey: 'field.proposedUnitId',
        emptyKey: 'ui.choose',
        required: true,
      },
      reasonField,
    ],
    known: async page => ({
      proposedUnitId: { options: await unitOptions(page, [page.facts.task.lead_unit_id]) },
    }),
    read: form => ({
      act: 'refuse',
      input: { reason: form.text('reason'), proposedUnitId: form.id('proposedUnitId') ?? '' },
    }),
  },
  {
    act: 'update',
    titleKey: 'act.update',
    submitKey: 'page.act.submit.update',
    leadKey: 'page.act.lead.update',
    evidence: true,
    fields: [
      { ...textField, labelKey: 'field.text.update', hintKey: 'hint.text.update' },
      percentField,
      { name: 'blocker', kind: 'text', labelKey: 'field.blocker', hintKey: 'hint.blocker', rows: 2 },
    ],
    known: async ({ facts }) => ({
      percent: { value: facts.task.percent },
      blocker: { value: facts.task.blocker },
    }),
    read: form => ({
      act: 'update',
      input: { text: form.text('text'), percent: form.number('percent'), blocker: form.text('blocker') },
    }),
  },
  {
    act: 'draft_report',
    titleKey: 'act.draft_report',
    submitKey: 'page.act.submit.draft_report',
    leadKey: 'page.act.lead.draft_report',
    evidence: true,
    fields: [
      { ...textField, rows: 10, labelKey: 'field.text.report', hintKey: 'hint.text.report' },
      { name: 'claimedOn', kind: 'date', labelKey: 'field.claimedOn', hintKey: 'hint.claimedOn' },
    ],
    known: async ({ facts, parts, words }) => {
      const draft = await findDraftReport(parts.database.reader, facts.task.id)
      return {
        text: { value: draft?.text ?? '' },
        claimedOn: { ...dateValue(draft?.claimed_on ?? null, words, false), quickPicks: recentPicks(words) },
      }
    },
    read: form => ({
      act: 'draft_report',
      input: { text: form.text('text'), claimedOn: form.date('claimedOn') },
    }),
  },
  {
    act: 'report',
    titleKey: 'act.report',
    submitKey: 'page.act.submit.report',
    leadKey: 'page.act.lead.report',
    evidence: true,
    check: true,
    fields: [
      { ...textField, rows: 10, labelKey: 'field.text.report', hintKey: 'hint.text.report' },
      {
        name: 'claimedOn',
        kind: 'date',
        labelKey: 'field.claimedOn',
        hintKey: 'hint.claimedOn',
        required: true,
      },
    ],
    known: async ({ facts, parts, words }) => {
      const draft = await findDraftReport(parts.database.reader, facts.task.id)
      const claimed = draft?.claimed_on ?? words.today
      return {
        text: { value: draft?.text ?? '' },
        claimedOn: { ...dateValue(claimed, words, false), quickPicks: recentPicks(words) },
      }
    },
    read: form => ({ act: 'report', input: { text: form.text('text'), claimedOn: form.date('claimedOn') } }),
  },
  {
    act: 'take_back',
    titleKey: 'act.take_back',
    submitKey: 'act.take_back',
    leadKey: 'page.act.lead.take_back',
    fields: [reasonField],
    read: form => ({ act: 'take_back', input: { reason: form.text('reason') } }),
  },
  {
    act: 'assign_officer',
    titleKey: 'act.assign_officer',
    submitKey: 'page.act.submit.assign_officer',
    leadKey: 'page.act.lead.assign_officer',
    fields: [officerField],
    known: async page => ({
      officerId: { options: await officerOptions(page), value: page.facts.task.officer_id ?? '' },
    }),
    read: form => ({ act: 'assign_officer', input: { officerId: form.id('officerId') } }),
  },
  {
    act: 'request_extension',
    titleKey: 'act.request_extension',
    submitKey: 'page.act.submit.request_extension',
    leadKey: 'page.act.lead.request_extension',
    check: true,
    fields: [
      { name: 'newDueOn', kind: 'date', labelKey: 'field.newDueOn', required: true },
      reasonField,
      { name: 'doneSoFar', kind: 'text', labelKey: 'field.doneSoFar', required: true, rows: 3 },
      { name: 'plan', kind: 'text', labelKey: 'field.plan', required: true, rows: 3 },
    ],
    known: async ({ facts, words }) => {
      const due = facts.task.due_on ?? words.today
      const from = due > words.today ? due : words.today
      const hint = words.t('hint.newDueOn', { due: dateText(facts.task.due_on) })
      return { newDueOn: { hint, quickPicks: deadlinePicks(from, words) } }
    },
    read: form => ({
      act: 'request_extension',
      input: {
        newDueOn: form.date('newDueOn'),
        reason: form.text('reason'),
        doneSoFar: form.text('doneSoFar'),
        plan: form.text('plan'),
      },
    }),
  },
  {
    act: 'withdraw_extension',
    titleKey: 'act.withdraw_extension',
    submitKey: 'act.withdraw_extension',
    leadKey: 'page.act.lead.withdraw_extension',
    fields: [{ ...reasonField, required: false }],
    read: form => ({ act: 'withdraw_extension', input: { reason: form.text('reason') } }),
  },
]
